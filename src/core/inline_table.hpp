// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "core/case_folding.hpp"

namespace postseal {

struct InlineEntry {
  std::string_view key{};
  std::string_view value{};  // may be "": then a lookup of the key fails
  std::string_view error{};  // why the table is none, in Postfix's words; it is the only entry then
  bool is_repeated = false;  // an earlier one of its key does not count
};
// The entries that count of an inline: table, in their order: of a key that is there twice the last
// one does (dict_inline_open()). Views into NAME, "{ {a = b c}, d = e }".
[[nodiscard]] std::vector<InlineEntry> inline_entries(std::string_view name,
                                                      KeyCase by = KeyCase::unicode);

// The length of "{...}" at the front of TEXT; 0: there is none (balpar(3)).
[[nodiscard]] std::size_t braced_size(std::string_view text);

}  // namespace postseal
