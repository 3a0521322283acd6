// SPDX-License-Identifier: MIT
#include "core/policy_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/error.hpp"
#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// "KEY<blanks>" of a line, as written: what stays when its value changes.
std::string head_of(std::string_view line) {
  const std::size_t size = key_size(line);
  const std::size_t value = std::min(line.find_first_not_of(config_blanks, size), line.size());
  const std::string_view gap = line.substr(size, value - size);
  const bool is_usual = !gap.empty() && gap.find_first_not_of(" \t") == std::string_view::npos;
  return std::string(line.substr(0, size)) + (is_usual ? std::string(gap) : " ");
}

std::vector<std::string_view> physical_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

bool is_comment_or_blank(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.empty() || text.starts_with('#');
}

std::string_view ending_of(std::string_view line) { return line.ends_with("\r\n") ? "\r\n" : "\n"; }

// A new entry's value starts in the column of the last entry's, where the key leaves room for it.
std::string new_head(std::string_view text, const std::string& key) {
  const LogicalLines lines = logical_lines(text);
  const std::string like = lines.lines.empty() ? " " : head_of(lines.lines.back().text);
  if (like.ends_with('\t')) return key + "\t";
  return key + std::string(like.size() > key.size() ? like.size() - key.size() : 1, ' ');
}

void require_writable(const PolicyEntry& entry, const std::string& value) {
  const bool has_key = !entry.key.empty() && !entry.key.starts_with('#') &&
                       key_size(entry.key) == entry.key.size() && escaped(entry.key) == entry.key;
  if (has_key && !value.empty() && !value.starts_with('#') && escaped(value) == value) return;
  throw Error(Fault::usage,
              {.id = "policy-entry-invalid",
               .subject = escaped(entry.key),
               .message = has_key ? "no table can hold the value of this entry"
                                  : "no table can hold this key",
               .hint = "a next hop is a domain, a host name or an address in brackets, "
                       "perhaps with a port; a value has no control characters"});
}

// TEXT with REPLACEMENT where each of LINES begins; the comments in them stay.
std::string edited(std::string_view text, const std::vector<PolicyLine>& lines,
                   std::string_view replacement) {
  std::string out;
  auto next = lines.begin();
  int number = 0;
  for (const std::string_view physical : physical_lines(text)) {
    ++number;
    if (next != lines.end() && number > next->last_line) ++next;
    if (next != lines.end() && number == next->line)
      out += replacement;
    else if (next == lines.end() || number < next->line || is_comment_or_blank(physical))
      out += physical;
  }
  if (!out.empty() && !out.ends_with('\n')) out += '\n';
  return out;
}

std::string appended(std::string_view text, const std::string& key, std::string_view value) {
  std::string out(text);
  const std::string_view ending = ending_of(text);
  if (!out.empty() && !out.ends_with('\n')) out += ending;
  return out + new_head(text, key) + std::string(value) + std::string(ending);
}

}  // namespace

std::size_t key_size(std::string_view line) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
      continue;
    }
    if (line[i] == '"') in_quotes = !in_quotes;
    if (!in_quotes && is_config_blank(line[i])) return i;
  }
  return line.size();
}

const PolicyLine* PolicyTable::find(std::string_view key) const {
  const std::string folded = lower(key);
  for (const PolicyLine& line : lines)
    if (lower(line.entry.key) == folded) return &line;
  return nullptr;
}

PolicyTable parse_policy_table(std::string_view text) {
  LogicalLines read = logical_lines(text);
  PolicyTable table{.stray = std::move(read.stray)};
  for (const LogicalLine& line : read.lines) {
    const std::size_t size = key_size(line.text);
    const std::string_view value = trimmed(std::string_view(line.text).substr(size));
    if (size == 0 || value.empty())
      table.without_value.push_back(line.line);
    else
      table.lines.push_back({.entry = parse_policy_entry(line.text.substr(0, size), value),
                             .line = line.line,
                             .last_line = line.last_line});
  }
  return table;
}

std::string with_entry(std::string_view text, const PolicyEntry& entry) {
  const std::string value = value_text(by_meaning(entry));
  require_writable(entry, value);
  const PolicyTable table = parse_policy_table(text);
  const PolicyLine* present = table.find(entry.key);
  if (present == nullptr) return appended(text, entry.key, value);
  if (says_the_same(present->entry, entry)) return std::string(text);
  const auto physical = physical_lines(text).at(static_cast<std::size_t>(present->line - 1));
  // The value may begin on a line that continues the key's.
  const LogicalLines lines = logical_lines(text);
  const auto logical = std::find_if(lines.lines.begin(), lines.lines.end(),
                                    [&](const auto& line) { return line.line == present->line; });
  return edited(text, {*present},
                fmt::format("{}{}{}", head_of(logical->text), value, ending_of(physical)));
}

std::string without_entry(std::string_view text, std::string_view key) {
  const PolicyTable table = parse_policy_table(text);
  std::vector<PolicyLine> gone;
  std::copy_if(table.lines.begin(), table.lines.end(), std::back_inserter(gone),
               [key = lower(key)](const auto& line) { return lower(line.entry.key) == key; });
  return gone.empty() ? std::string(text) : edited(text, gone, "");
}

}  // namespace postseal
