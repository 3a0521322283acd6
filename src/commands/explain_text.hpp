// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace postseal {

// Lines of at most 78 characters, each begun with INDENT blanks.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace postseal
