// SPDX-License-Identifier: MIT
#include "core/inline_table.hpp"

#include <string>
#include <unordered_map>

#include "core/logical_lines.hpp"
#include "core/policy_table.hpp"
#include "core/policy_words.hpp"

namespace postseal {
namespace {

// The end of a key; what is in double quotes belongs to it. npos: the quotes do not end.
std::size_t end_of_key(std::string_view text) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
      continue;
    }
    if (text[i] == '"') in_quotes = !in_quotes;
    if (!in_quotes && (text[i] == '=' || is_config_blank(text[i]))) return i;
  }
  return in_quotes ? std::string_view::npos : text.size();
}

// split_qnameval(3).
InlineEntry split(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return {.error = "no key found; expected format: key = value"};
  const std::size_t end = end_of_key(text);
  if (end == std::string_view::npos) return {.error = "unbalanced '\"'"};
  const std::string_view rest = trimmed(text.substr(end));
  if (!rest.starts_with('=')) return {.error = "missing '=' after attribute name"};
  return {.key = text.substr(0, end), .value = trimmed(rest.substr(1))};
}

// extpar(3), where the word begins with a brace.
InlineEntry entry_of(std::string_view word) {
  if (!word.starts_with('{')) return split(word);
  const std::size_t size = braced_size(word);
  if (size == 0) return {.error = "missing '}'"};
  if (size != word.size()) return {.error = "syntax error after '}'"};
  return split(word.substr(1, size - 2));
}

}  // namespace

std::size_t braced_size(std::string_view text) {
  if (!text.starts_with('{')) return 0;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return 0;
}

std::vector<InlineEntry> inline_entries(std::string_view name, KeyCase by) {
  if (name.size() < 3 || braced_size(name) != name.size() ||
      (by == KeyCase::unicode && !is_utf8(name)))
    return {{.error = "bad syntax"}};
  std::vector<InlineEntry> entries;
  std::unordered_map<std::string, std::size_t> places;
  std::string_view rest = name.substr(1, name.size() - 2);
  while (true) {
    const std::string_view word = take_braced_word(rest);
    if (word.empty()) break;
    InlineEntry entry = entry_of(word);
    if (!entry.error.empty()) return {entry};
    const auto [place, is_new] = places.emplace(folded_key(entry.key, by), entries.size());
    entry.is_repeated = !is_new;
    if (is_new)
      entries.push_back(entry);
    else
      entries[place->second] = entry;
  }
  if (entries.empty()) return {{.error = "empty table"}};
  return entries;
}

}  // namespace postseal
