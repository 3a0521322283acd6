// SPDX-License-Identifier: MIT
#include "core/policy_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view separators = ", \t\r\n";
constexpr PostfixVersion braces_since{3, 10, 0};

// The end of a word: separators inside braces do not count (mystrtokq(3)).
std::size_t end_outside_braces(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && depth > 0) --depth;
    if (depth == 0 && separators.find(text[i]) != std::string_view::npos) return i;
  }
  return text.size();
}

}  // namespace

PolicyWords::PolicyWords(std::string_view text, const PostfixVersion& version)
    : rest_(text), has_braces_(version >= braces_since) {}

std::string_view PolicyWords::next() {
  return has_braces_ ? take_braced_word(rest_) : take_element(rest_, separators);
}

PolicyWord policy_word(std::string_view word, const PostfixVersion& version) {
  if (version >= braces_since && word.starts_with('{')) {
    if (!word.ends_with('}')) return {.error = "missing '}'"};
    word = word.substr(1, word.size() - 2);
  }
  word = trimmed(word);
  const std::size_t end = std::min(word.find_first_of(" \t\r\n\v\f="), word.size());
  if (end == 0) return {.error = "missing attribute name"};
  const std::string_view rest = trimmed(word.substr(end));
  if (!rest.starts_with('=')) return {.error = "missing '=' after attribute name"};
  return {.name = word.substr(0, end), .value = trimmed(rest.substr(1))};
}

std::string_view take_element(std::string_view& rest, std::string_view separators_of_list) {
  rest.remove_prefix(std::min(rest.find_first_not_of(separators_of_list), rest.size()));
  const std::string_view element =
      rest.substr(0, std::min(rest.find_first_of(separators_of_list), rest.size()));
  rest.remove_prefix(element.size());
  return element;
}

std::string_view take_braced_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(separators), rest.size()));
  const std::string_view word = rest.substr(0, end_outside_braces(rest));
  rest.remove_prefix(word.size());
  return word;
}

std::string quoted_text(std::string_view text) {
  constexpr std::size_t longest = 100;
  const bool is_cut = text.size() > longest;
  return fmt::format("\"{}{}\"", escaped(text.substr(0, longest)), is_cut ? "..." : "");
}

}  // namespace postseal
