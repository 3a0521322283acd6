// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace postseal {

// A line as Postfix logs it: bytes that are neither printable ASCII nor UTF-8 become "?"
// (printable(3) of Postfix).
[[nodiscard]] std::string logged(std::string_view line);

}  // namespace postseal
