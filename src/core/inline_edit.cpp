// SPDX-License-Identifier: MIT
#include "core/inline_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/logical_lines.hpp"
#include "core/main_cf.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view gaps = " \t,";

// A piece of a text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A value with the place of each of its bytes in the file: comments between its lines are not in
// it.
struct Value {
  std::string text{};
  std::vector<std::size_t> places{};

  [[nodiscard]] Span in_file(const Span& span) const {
    return {places.at(span.begin), places.at(span.end - 1) + 1};
  }
};

bool is_comment_or_blank(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.empty() || text.starts_with('#');
}

Value value_of(std::string_view main_cf, const ParameterLine& parameter) {
  Value value;
  std::size_t start = 0;
  for (int number = 1; number <= parameter.last_line && start < main_cf.size(); ++number) {
    const std::size_t end = std::min(main_cf.find('\n', start), main_cf.size());
    const std::string_view line = main_cf.substr(start, end - start);
    if (number >= parameter.line && !is_comment_or_blank(line)) {
      const std::size_t skipped = number == parameter.line ? line.find('=') + 1 : 0;
      value.text += line.substr(skipped);
      for (std::size_t at = start + skipped; at < end; ++at) value.places.push_back(at);
    }
    start = end + 1;
  }
  return value;
}

struct Entry {
  Span span{};  // in the value
  std::string key{};
  std::string value{};
};

struct Table {
  Span word{};    // in the value
  Span inside{};  // between its braces
  std::vector<Entry> entries{};
};

Span span_of(std::string_view part, std::string_view whole) {
  const auto begin = static_cast<std::size_t>(part.data() - whole.data());
  return {begin, begin + part.size()};
}

// The word NUMBER of a value, if it is an inline: table that we understand.
std::optional<Table> table_in(std::string_view value, std::size_t number) {
  std::string_view rest = value;
  std::string_view word;
  for (std::size_t i = 0; i <= number; ++i) word = take_braced_word(rest);
  Table table{.word = span_of(word, value)};
  if (word.starts_with("proxy:")) word.remove_prefix(6);
  if (!word.starts_with("inline:{") || !word.ends_with('}')) return std::nullopt;
  if (word.find('$') != std::string_view::npos) return std::nullopt;
  const std::string_view inside = word.substr(8, word.size() - 9);
  table.inside = span_of(inside, value);
  std::string_view entries = inside;
  while (true) {
    const std::string_view one = take_braced_word(entries);
    if (one.empty()) return table;
    const PolicyWord parts = policy_word(one, newest_postfix);
    if (!parts.error.empty()) return std::nullopt;
    table.entries.push_back({.span = span_of(one, value),
                             .key = std::string(parts.name),
                             .value = std::string(parts.value)});
  }
}

std::optional<PolicyEntry> entry_in(const Table& table, std::string_view key) {
  const std::string folded = lower(key);
  const auto found = std::find_if(table.entries.rbegin(), table.entries.rend(),
                                  [&](const Entry& one) { return lower(one.key) == folded; });
  if (found == table.entries.rend()) return std::nullopt;
  return parse_policy_entry(found->key, found->value);
}

// What of main.cf is edited.
struct Place {
  Value value{};
  Table table{};
};

std::optional<Place> place_in(std::string_view main_cf, std::string_view parameter,
                              std::size_t number) {
  const MainCf parsed = parse_main_cf(main_cf, "");
  const ParameterLine* line = parsed.find(parameter);
  if (line == nullptr) return std::nullopt;
  Place place{.value = value_of(main_cf, *line)};
  std::optional<Table> table = table_in(place.value.text, number);
  if (!table) return std::nullopt;
  place.table = *std::move(table);
  return place;
}

std::string replaced(std::string_view text, const Span& span, std::string_view by) {
  return fmt::format("{}{}{}", text.substr(0, span.begin), by, text.substr(span.end));
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t newline = text.substr(0, at).rfind('\n');
  return newline == std::string_view::npos ? 0 : newline + 1;
}

// What stands before a new entry, so that it looks like the ENTRY before it.
std::string gap_like(std::string_view main_cf, const Span& entry) {
  const std::size_t start = line_begin(main_cf, entry.begin);
  const std::string_view before = main_cf.substr(start, entry.begin - start);
  if (before.find_first_not_of(blanks) == std::string_view::npos)
    return fmt::format("{}{}", main_cf.substr(0, start).ends_with("\r\n") ? "\r\n" : "\n", before);
  return before.ends_with(',') || before.ends_with(", ") ? ", " : " ";
}

// Takes SPAN out with the separators that it needed. A line that begins with a blank still does.
std::string removed(std::string_view text, Span span) {
  const std::size_t start = line_begin(text, span.begin);
  std::size_t before = span.begin;
  while (before > start && gaps.find(text[before - 1]) != std::string_view::npos) --before;
  std::size_t after = std::min(text.find_first_not_of(gaps, span.end), text.size());
  const bool ends_line = after == text.size() || text[after] == '\n' || text[after] == '\r';
  if (before == start) {
    if (!ends_line) return replaced(text, {span.begin, after}, "");
    const std::size_t end = std::min(text.find('\n', after), text.size() - 1);
    return replaced(text, {start, end + 1}, "");
  }
  if (ends_line || text[after] == '}') return replaced(text, {before, span.end}, "");
  return replaced(text, {span.begin, after}, "");
}

std::string with_item(std::string_view main_cf, const Place& place, const PolicyEntry& entry) {
  const std::vector<Entry>& entries = place.table.entries;
  const std::string folded = lower(entry.key);
  const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                  [&](const Entry& one) { return lower(one.key) == folded; });
  const auto item = [&](std::string_view key) {
    return fmt::format("{{{} = {}}}", key, value_text(by_meaning(entry)));
  };
  if (found != entries.rend())
    return replaced(main_cf, place.value.in_file(found->span), item(found->key));
  if (!entries.empty()) {
    const Span last = place.value.in_file(entries.back().span);
    return replaced(main_cf, {last.end, last.end}, gap_like(main_cf, last) + item(entry.key));
  }
  const std::size_t brace = place.value.places.at(place.table.inside.begin - 1) + 1;
  return replaced(main_cf, {brace, brace}, fmt::format(" {} ", item(entry.key)));
}

}  // namespace

std::optional<std::string> with_inline_entry(std::string_view main_cf, std::string_view parameter,
                                             std::size_t table, const PolicyEntry& entry) {
  const std::optional<Place> place = place_in(main_cf, parameter, table);
  if (!place) return std::nullopt;
  const std::optional<PolicyEntry> present = entry_in(place->table, entry.key);
  if (present && says_the_same(*present, entry)) return std::string(main_cf);
  std::string text = with_item(main_cf, *place, entry);
  // What the braces of a value, or a key with "=", would make of it.
  const std::optional<Place> after = place_in(text, parameter, table);
  if (!after) return std::nullopt;
  const std::optional<PolicyEntry> now = entry_in(after->table, entry.key);
  const std::size_t wanted = place->table.entries.size() + (present ? 0 : 1);
  if (!now || !says_the_same(*now, entry) || after->table.entries.size() != wanted)
    return std::nullopt;
  return text;
}

std::optional<std::string> without_inline_entry(std::string_view main_cf,
                                                std::string_view parameter, std::size_t table,
                                                std::string_view key) {
  std::string text(main_cf);
  const std::string folded = lower(key);
  while (true) {
    const std::optional<Place> place = place_in(text, parameter, table);
    if (!place) return std::nullopt;
    const std::vector<Entry>& entries = place->table.entries;
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& one) { return lower(one.key) == folded; });
    if (found == entries.end()) return text;
    const bool is_last = entries.size() == 1;
    text = removed(text, place->value.in_file(is_last ? place->table.word : found->span));
    if (is_last) return text;
  }
}

}  // namespace postseal
