// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// RFC 4648, section 4: padded, no line breaks.
[[nodiscard]] std::string base64(std::string_view bytes);

// Reads base64 in lines of any length; blanks and line ends count for nothing. nullopt: another
// character, missing or misplaced padding. Not for private keys: the result is not wiped.
[[nodiscard]] std::optional<std::string> parse_base64(std::string_view text);

}  // namespace postseal
