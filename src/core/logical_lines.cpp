// SPDX-License-Identifier: MIT
#include "core/logical_lines.hpp"

#include <algorithm>
#include <utility>

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

std::optional<LogicalLine> LogicalLineReader::next() {
  while (!rest_.empty()) {
    const std::string_view line = take_line(rest_);
    ++number_;
    if (is_comment_or_blank(line)) continue;
    if (config_blanks.find(line.front()) == std::string_view::npos) {
      std::optional<LogicalLine> whole = std::move(begun_);
      begun_ = {.text = std::string(line), .line = number_, .last_line = number_};
      if (!whole) continue;
      finish(*whole);
      return whole;
    }
    if (!begun_) {
      stray_.push_back(number_);
      continue;
    }
    begun_->text += line;
    begun_->last_line = number_;
  }
  std::optional<LogicalLine> last = std::move(begun_);
  begun_.reset();
  if (last) finish(*last);
  return last;
}

LogicalLines logical_lines(std::string_view text) {
  LogicalLines result;
  LogicalLineReader reader(text);
  while (auto line = reader.next()) result.lines.push_back(std::move(*line));
  result.stray = reader.stray();
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
