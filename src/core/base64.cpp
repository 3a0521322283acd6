// SPDX-License-Identifier: MIT
#include "core/base64.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace postseal {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// What a character stands for: 0 to 63, or one of these, all of which have a bit above them.
constexpr std::uint8_t blank = 0x40;
constexpr std::uint8_t padding = 0x80;
constexpr std::uint8_t foreign = 0xc0;

constexpr std::array<std::uint8_t, 256> make_table() {
  std::array<std::uint8_t, 256> table{};
  table.fill(foreign);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  for (const char c : {' ', '\t', '\r', '\n'}) table[static_cast<unsigned char>(c)] = blank;
  table['='] = padding;
  return table;
}

constexpr auto values = make_table();

std::uint32_t value_at(std::string_view text, std::size_t at) {
  return values[static_cast<unsigned char>(text[at])];
}

// The rest of the text after the first '=': blanks and as many more '=' as are missing.
bool is_padding(std::string_view text, std::size_t characters) {
  std::size_t wanted = characters % 4 == 2 ? 2 : characters % 4 == 3 ? 1 : 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::uint32_t value = value_at(text, at);
    if (value == blank) continue;
    if (value != padding || wanted-- == 0) return false;
  }
  return wanted == 0;
}

// 24 bits of four letters in a row, if that is what stands here.
std::optional<std::uint32_t> four_at(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  const std::uint32_t a = value_at(text, at), b = value_at(text, at + 1);
  const std::uint32_t c = value_at(text, at + 2), d = value_at(text, at + 3);
  if (((a | b | c | d) & 0xc0U) != 0) return std::nullopt;
  return (a << 18U) | (b << 12U) | (c << 6U) | d;
}

// What is being decoded, in room for all of it: to grow byte by byte takes twice as long.
class Bytes {
 public:
  explicit Bytes(std::size_t characters) : bytes_(characters / 4 * 3 + 3, '\0') {}

  // The first COUNT of the three bytes in BITS.
  void add(std::uint32_t bits, std::size_t count) {
    char* const at = bytes_.data() + size_;
    at[0] = static_cast<char>(bits >> 16U);
    at[1] = static_cast<char>(bits >> 8U);
    at[2] = static_cast<char>(bits);
    size_ += count;
  }
  std::string take() && {
    bytes_.resize(size_);
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  std::size_t size_ = 0;
};

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view three = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = (bits << 8U) | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      text += i <= three.size() ? alphabet[(bits >> (18 - 6 * i)) & 0x3fU] : '=';
  }
  return text;
}

std::optional<std::string> parse_base64(std::string_view text) {
  Bytes bytes(text.size());
  std::uint32_t bits = 0;
  std::size_t characters = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto four = characters % 4 == 0 ? four_at(text, at) : std::nullopt;
    if (four) {  // most of every line
      bytes.add(*four, 3);
      characters += 4;
      at += 4;
      continue;
    }
    const std::uint32_t value = value_at(text, at);
    if (value == padding) break;
    ++at;
    if (value == blank) continue;
    if (value == foreign) return std::nullopt;
    bits = (bits << 6U) | value;
    if (++characters % 4 == 0) bytes.add(bits & 0xffffffU, 3);
  }
  if (characters % 4 == 1 || !is_padding(text.substr(at), characters)) return std::nullopt;
  if (characters % 4 == 2) bytes.add((bits & 0xfffU) << 12U, 1);
  if (characters % 4 == 3) bytes.add((bits & 0x3ffffU) << 6U, 2);
  return std::move(bytes).take();
}

}  // namespace postseal
