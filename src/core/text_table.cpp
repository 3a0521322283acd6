// SPDX-License-Identifier: MIT
#include "core/text_table.hpp"

#include <unordered_set>

#include "core/logical_lines.hpp"
#include "core/policy_table.hpp"
#include "core/text.hpp"

namespace postseal {

std::optional<RepeatedKey> repeated_key(std::string_view text) {
  std::unordered_set<std::string> seen;
  LogicalLineReader reader(text);
  while (const auto line = reader.next()) {
    const std::string_view whole = line->text;
    const std::size_t size = key_size(whole);
    if (trimmed(whole.substr(size)).empty()) continue;  // passed over with a warning
    const std::string_view key = whole.substr(0, size);
    if (!seen.insert(lower(key)).second)
      return RepeatedKey{.key = std::string(key), .line = line->line};
  }
  return std::nullopt;
}

}  // namespace postseal
