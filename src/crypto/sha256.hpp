// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace postseal::crypto {

// SHA-256 as 64 lower-case hex digits: what a file is recognised by between looking and acting.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace postseal::crypto
