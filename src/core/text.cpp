// SPDX-License-Identifier: MIT
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace postseal {
namespace {

// One character of a text: its code point, or none if the first byte starts no valid UTF-8.
struct Character {
  std::size_t size = 1;
  std::int32_t code = -1;
};

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
Character first_character(std::string_view text) {
  const std::uint32_t lead = byte_at(text, 0);
  if (lead < 0x80) return {.size = 1, .code = static_cast<std::int32_t>(lead)};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
  std::uint32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte_at(text, i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte_at(text, i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  if (code < least.at(size) || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {.size = size, .code = static_cast<std::int32_t>(code)};
}

// Most texts: nothing that is not seen as it is.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_control(std::int32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

// Marks a reader cannot see but a terminal obeys (Unicode "Format" characters and separators).
bool is_hidden(std::int32_t code) {
  constexpr std::array<std::pair<std::int32_t, std::int32_t>, 9> ranges{{{0xAD, 0xAD},
                                                                         {0x61C, 0x61C},
                                                                         {0x180E, 0x180E},
                                                                         {0x200B, 0x200F},
                                                                         {0x2028, 0x202E},
                                                                         {0x2060, 0x206F},
                                                                         {0xFEFF, 0xFEFF},
                                                                         {0xFFF9, 0xFFFB},
                                                                         {0xE0000, 0xE007F}}};
  return std::any_of(ranges.begin(), ranges.end(), [code](const auto& range) {
    return code >= range.first && code <= range.second;
  });
}

std::string hex(std::string_view bytes, std::string_view separator) {
  std::string out(bytes.empty() ? 0 : bytes.size() * (2 + separator.size()) - separator.size(),
                  '\0');
  constexpr std::string_view digits = "0123456789ABCDEF";
  auto at = out.begin();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0) at = std::copy(separator.begin(), separator.end(), at);
    *at++ = digits[byte_at(bytes, i) >> 4U];
    *at++ = digits[byte_at(bytes, i) & 0xFU];
  }
  return out;
}

}  // namespace

std::string escaped(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character next = first_character(text);
    if (next.code < 0)
      out += fmt::format("\\x{:02X}", byte_at(text, 0));
    else if (is_control(next.code))
      out += fmt::format("\\x{:02X}", next.code);
    else if (is_hidden(next.code))
      out += fmt::format("\\u{:04X}", next.code);
    else
      out += text.substr(0, next.size);
    text.remove_prefix(next.size);
  }
  return out;
}

std::string utf8_of(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character next = first_character(text);
    out += next.code < 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, next.size);
    text.remove_prefix(next.size);
  }
  return out;
}

std::string colon_hex(std::string_view bytes) { return hex(bytes, ":"); }

std::string upper_hex(std::string_view bytes) { return hex(bytes, ""); }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace postseal
