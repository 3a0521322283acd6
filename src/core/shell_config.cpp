// SPDX-License-Identifier: MIT
#include "core/shell_config.hpp"

namespace postseal {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view without_leading_blanks(std::string_view text) {
  const std::size_t start = text.find_first_not_of(blanks);
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

// The first word of TEXT, with its quotes taken off.
std::string first_word(std::string_view text) {
  std::string word;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == '\0' && (blanks.find(c) != std::string_view::npos || c == ';' || c == '&')) break;
    if (quote == '\0' && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = '\0';
    else if (c == '\\' && quote != '\'' && i + 1 < text.size())
      word += text[++i];
    else
      word += c;
  }
  return word;
}

}  // namespace

std::optional<std::string> assigned_value(std::string_view text, std::string_view name) {
  std::optional<std::string> value;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = without_leading_blanks(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with("export ")) line = without_leading_blanks(line.substr(7));
    if (line.starts_with(name) && line.substr(name.size()).starts_with('='))
      value = first_word(line.substr(name.size() + 1));
  }
  return value;
}

}  // namespace postseal
