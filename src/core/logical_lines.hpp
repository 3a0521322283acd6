// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// White space as Postfix's readers see it: a carriage return counts, so CRLF files read as others.
inline constexpr std::string_view config_blanks = " \t\r\n\v\f";

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

// The same line by line, for texts of which only one is needed at a time.
class LogicalLineReader {
 public:
  explicit LogicalLineReader(std::string_view text) : rest_(text) {}

  // nullopt: there are no more.
  [[nodiscard]] std::optional<LogicalLine> next();
  // The lines so far that continue nothing.
  [[nodiscard]] const std::vector<int>& stray() const noexcept { return stray_; }

 private:
  std::string_view rest_{};
  int number_ = 0;
  std::optional<LogicalLine> begun_{};
  std::vector<int> stray_{};
};

// TEXT without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// The elements of a list: separated by commas and blanks.
[[nodiscard]] std::vector<std::string> list_elements(std::string_view text);

}  // namespace postseal
