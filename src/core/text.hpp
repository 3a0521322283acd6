// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace postseal {

// Text from a file made safe for a terminal and for one line: control characters and bytes that
// are not UTF-8 become \xNN, marks that reorder or hide text (bidi, zero width, line separators,
// byte order mark) \uNNNN. Everything else stays, the backslash too, so twice is the same as once.
[[nodiscard]] std::string escaped(std::string_view text);

// The same text as valid UTF-8, for JSON: each byte that is not becomes U+FFFD.
[[nodiscard]] std::string utf8_of(std::string_view text);

// "AA:BB:CC" of the bytes; empty for none.
[[nodiscard]] std::string colon_hex(std::string_view bytes);

// "AABBCC".
[[nodiscard]] std::string upper_hex(std::string_view bytes);

[[nodiscard]] std::string lower(std::string_view text);  // ASCII letters only

}  // namespace postseal
