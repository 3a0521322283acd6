// SPDX-License-Identifier: MIT
#include "core/log_text.hpp"

namespace postseal {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool continues(std::string_view text, std::size_t at) {
  return byte_at(text, at) >= 0x80 && byte_at(text, at) < 0xC0;
}

}  // namespace

std::string logged(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const unsigned char byte = byte_at(line, at);
    const bool printable = byte >= 0x20 && byte < 0x7F;
    const bool starts = byte >= 0xC2 && byte <= 0xFE && continues(line, at + 1);
    text += printable || starts ? line[at] : '?';
    while (starts && continues(line, at + 1)) text += line[++at];
  }
  return text;
}

}  // namespace postseal
