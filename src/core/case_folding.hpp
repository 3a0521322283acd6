// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace postseal {

// How Postfix compares the keys of tables: without smtputf8_enable, and before 3.0, only ASCII
// letters are folded.
enum class KeyCase { ascii, unicode };

// casefold(3) of Postfix: of UTF-8 the full folding of Unicode. Bytes that are no UTF-8 stay.
[[nodiscard]] std::string folded_key(std::string_view key, KeyCase by);

// The same for equal folded keys, and hardly ever for others.
[[nodiscard]] std::uint64_t hash_of_key(std::string_view key, KeyCase by);

[[nodiscard]] bool is_ascii(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace postseal
