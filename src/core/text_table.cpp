// SPDX-License-Identifier: MIT
#include "core/text_table.hpp"

#include <unordered_set>

#include "core/logical_lines.hpp"
#include "core/policy_table.hpp"

namespace postseal {
namespace {

TableLine table_line(const LineView& line, KeyCase by) {
  const std::string_view whole = line.text;
  const std::size_t size = key_size(whole);
  TableLine found{
      .key = whole.substr(0, size), .value = trimmed(whole.substr(size)), .line = line.line};
  // A NUL ends the line for whoever reads it, and not for the one who looks at its bytes.
  const bool is_text = is_ascii(whole) || (is_utf8(whole) && is_utf8(line.behind_nul));
  if (by == KeyCase::unicode && !is_text)
    found.use = LineUse::not_utf8;
  else if (size == 0 || found.value.empty())
    found.use = LineUse::no_value;
  return found;
}

}  // namespace

Pieces pieces_of(std::string_view text) {
  return [text](const auto& take) { take(text); };
}

std::vector<int> for_each_line(const Pieces& source, KeyCase by,
                               const std::function<void(const TableLine&)>& take) {
  LogicalLineFeed feed([&](const LineView& line) { take(table_line(line, by)); });
  source([&](std::string_view piece) { feed.feed(piece); });
  feed.finish();
  return feed.stray();
}

std::optional<RepeatedKey> repeated_key(const Pieces& source, KeyCase by) {
  KeyHashes hashes;
  for_each_line(source, by, [&](const TableLine& line) {
    if (line.use == LineUse::entry) hashes.add(hash_of_key(line.key, by));
  });
  return repeated_key(source, by, hashes);
}

std::optional<RepeatedKey> repeated_key(const Pieces& source, KeyCase by, const KeyHashes& hashes) {
  if (!hashes.has_repeated()) return std::nullopt;
  std::unordered_set<std::string> seen;
  std::optional<RepeatedKey> found;
  for_each_line(source, by, [&](const TableLine& line) {
    if (found || line.use != LineUse::entry || !hashes.is_repeated(hash_of_key(line.key, by)))
      return;
    if (!seen.insert(folded_key(line.key, by)).second)
      found = {.key = std::string(line.key), .line = line.line};
  });
  return found;
}

}  // namespace postseal
