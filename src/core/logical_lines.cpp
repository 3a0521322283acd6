// SPDX-License-Identifier: MIT
#include "core/logical_lines.hpp"

#include <algorithm>
#include <utility>

namespace postseal {
namespace {

bool is_comment_or_blank(std::string_view line) {
  const auto start = std::find_if_not(line.begin(), line.end(), is_config_blank);
  return start == line.end() || *start == '#';
}

std::string_view without_blanks_at_end(std::string_view text) {
  while (!text.empty() && is_config_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

void LogicalLineFeed::feed(std::string_view piece) {
  if (!cut_.empty()) {
    const std::size_t end = piece.find('\n');
    cut_ += piece.substr(0, end);
    if (end == std::string_view::npos) return;
    take_physical(cut_);
    keep_begun();
    cut_.clear();
    piece.remove_prefix(end + 1);
  }
  for (std::size_t end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
    take_physical(piece.substr(0, end));
    piece.remove_prefix(end + 1);
  }
  keep_begun();
  cut_ = piece;
}

void LogicalLineFeed::finish() {
  if (!cut_.empty()) take_physical(cut_);
  end_begun();
  cut_.clear();
}

void LogicalLineFeed::take_physical(std::string_view line) {
  ++number_;
  if (is_comment_or_blank(line)) return;
  if (!is_config_blank(line.front())) {
    end_begun();
    begun_ = {.text = line, .line = number_, .last_line = number_};
    return;
  }
  if (!begun_) return stray_.push_back(number_);
  keep_begun();
  joined_ += line;
  begun_->last_line = number_;
}

void LogicalLineFeed::keep_begun() {
  if (!begun_ || is_joined_) return;
  joined_ = begun_->text;
  is_joined_ = true;
}

void LogicalLineFeed::end_begun() {
  if (!begun_) return;
  LineView line = *begun_;
  if (is_joined_) line.text = joined_;
  if (const std::size_t nul = line.text.find('\0'); nul != std::string_view::npos) {
    line.has_nul = true;
    line.behind_nul = line.text.substr(nul + 1);
    line.text = line.text.substr(0, nul);
  }
  line.text = without_blanks_at_end(line.text);
  begun_.reset();
  is_joined_ = false;
  take_(line);
}

LogicalLines logical_lines(std::string_view text) {
  LogicalLines result;
  LogicalLineFeed feed([&](const LineView& line) {
    result.lines.push_back({.text = std::string(line.text),
                            .line = line.line,
                            .last_line = line.last_line,
                            .has_nul = line.has_nul});
  });
  feed.feed(text);
  feed.finish();
  result.stray = feed.stray();
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
