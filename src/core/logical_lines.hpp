// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace postseal {

// White space as Postfix's readers see it: a carriage return counts, so CRLF files read as others.
inline constexpr std::string_view config_blanks = " \t\r\n\v\f";
[[nodiscard]] constexpr bool is_config_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// A line of main.cf, master.cf or a table's source with the lines that continue it.
struct LogicalLine {
  std::string text{};    // continuation lines joined with their leading blanks, trailing blanks cut
  int line = 0;          // the first one, from 1
  int last_line = 0;     // the last one with text
  bool has_nul = false;  // a NUL and what follows it on the logical line are not in `text`
};

struct LogicalLines {
  std::vector<LogicalLine> lines{};
  std::vector<int> stray{};  // lines that continue nothing; Postfix warns and skips them
};

// Postfix's readllines(3): a line that starts with a blank continues the one before; empty lines,
// lines of blanks and comments are skipped, between the lines of a value too.
[[nodiscard]] LogicalLines logical_lines(std::string_view text);

// A logical line while it is looked at.
struct LineView {
  std::string_view text{};
  int line = 0;
  int last_line = 0;
  bool has_nul = false;
  std::string_view behind_nul{};
};

// The same of a text that comes in pieces. TAKE gets each line as soon as the next one begins; it
// may look at it until it returns. Most lines are not copied.
class LogicalLineFeed {
 public:
  using Take = std::function<void(const LineView&)>;
  explicit LogicalLineFeed(Take take) : take_(std::move(take)) {}

  void feed(std::string_view piece);
  void finish();  // the text has ended
  // The lines so far that continue nothing.
  [[nodiscard]] const std::vector<int>& stray() const noexcept { return stray_; }

 private:
  void take_physical(std::string_view line);
  void keep_begun();
  void end_begun();

  Take take_;
  std::string cut_{};  // a physical line whose end is in the next piece
  int number_ = 0;
  std::optional<LineView> begun_{};
  std::string joined_{};  // its text, unless that stands in the piece
  bool is_joined_ = false;
  std::vector<int> stray_{};
};

// TEXT without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// The elements of a list: separated by commas and blanks.
[[nodiscard]] std::vector<std::string> list_elements(std::string_view text);

}  // namespace postseal
