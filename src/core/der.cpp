// SPDX-License-Identifier: MIT
#include "core/der.hpp"

namespace postseal::der {
namespace {

std::size_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

}  // namespace

std::optional<Element> take(std::string_view& input) {
  if (input.size() < 2 || (byte_at(input, 0) & 0x1FU) == 0x1FU) return std::nullopt;
  std::size_t size = byte_at(input, 1);
  std::size_t header = 2;
  if (size >= 0x80) {
    const std::size_t digits = size & 0x7FU;
    if (digits == 0 || digits > 4 || input.size() < header + digits) return std::nullopt;
    size = 0;
    for (; header < 2 + digits; ++header) size = size << 8U | byte_at(input, header);
  }
  if (size > input.size() - header) return std::nullopt;
  const Element found{.tag = static_cast<unsigned char>(input[0]),
                      .body = input.substr(header, size),
                      .whole = input.substr(0, header + size)};
  input.remove_prefix(header + size);
  return found;
}

std::optional<Element> take(std::string_view& input, unsigned char tag) {
  if (input.empty() || static_cast<unsigned char>(input[0]) != tag) return std::nullopt;
  return take(input);
}

}  // namespace postseal::der
