// SPDX-License-Identifier: MIT
#include "core/logical_lines.hpp"

#include <algorithm>

namespace postseal {
namespace {

// The physical line at the front of REST, which loses it.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

bool is_comment_or_blank(std::string_view line) {
  const std::size_t start = line.find_first_not_of(config_blanks);
  return start == std::string_view::npos || line[start] == '#';
}

void finish(LogicalLine& line) {
  if (const std::size_t nul = line.text.find('\0'); nul != std::string::npos) {
    line.has_nul = true;
    line.text.resize(nul);
  }
  line.text.resize(trimmed(line.text).size());
}

}  // namespace

LogicalLines logical_lines(std::string_view text) {
  LogicalLines result;
  int number = 0;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    ++number;
    if (is_comment_or_blank(line)) continue;
    if (config_blanks.find(line.front()) == std::string_view::npos)
      result.lines.push_back({.text = std::string(line), .line = number, .last_line = number});
    else if (result.lines.empty())
      result.stray.push_back(number);
    else {
      result.lines.back().text += line;
      result.lines.back().last_line = number;
    }
  }
  for (LogicalLine& line : result.lines) finish(line);
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(config_blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(config_blanks) - start + 1);
}

std::vector<std::string> list_elements(std::string_view text) {
  constexpr std::string_view separators = ", \t\r\n";
  std::vector<std::string> elements;
  for (std::size_t start = text.find_first_not_of(separators); start != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, start), text.size());
    elements.emplace_back(text.substr(start, end - start));
    start = text.find_first_not_of(separators, end);
  }
  return elements;
}

}  // namespace postseal
