// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace postseal::der {

// One ASN.1 element (X.690): views into the bytes it was read from.
struct Element {
  unsigned char tag = 0;
  std::string_view body{};
  std::string_view whole{};  // tag, length and body
};

inline constexpr unsigned char integer = 0x02;
inline constexpr unsigned char bit_string = 0x03;
inline constexpr unsigned char octet_string = 0x04;
inline constexpr unsigned char object = 0x06;
inline constexpr unsigned char utc_time = 0x17;
inline constexpr unsigned char generalized_time = 0x18;
inline constexpr unsigned char sequence = 0x30;
inline constexpr unsigned char context_0 = 0xA0;

// Takes the first element off INPUT; nullopt (and INPUT as it was): none, cut short, a tag of more
// than one byte or an indefinite length.
[[nodiscard]] std::optional<Element> take(std::string_view& input);

// The same, if it has this tag.
[[nodiscard]] std::optional<Element> take(std::string_view& input, unsigned char tag);

}  // namespace postseal::der
