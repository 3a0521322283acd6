// SPDX-License-Identifier: MIT
#include "commands/explain_text.hpp"

#include <algorithm>

namespace postseal {

std::string wrapped(std::string_view text, std::size_t indent) {
  constexpr std::size_t width = 78;
  std::string out;
  std::size_t column = width;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (column + 1 + word.size() > width) {
      if (!out.empty()) out += '\n';
      out += std::string(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + '\n';
}

}  // namespace postseal
