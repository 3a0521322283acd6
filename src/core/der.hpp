// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "core/time.hpp"

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
inline constexpr unsigned char set = 0x31;
inline constexpr unsigned char context_0 = 0xA0;

// Takes the first element off INPUT; nullopt (and INPUT as it was): none, cut short, a tag of more
// than one byte, or a length that is indefinite or longer than it need be (X.690, 10.1). What is
// inside an element is taken off its body the same way: nothing recurses.
[[nodiscard]] std::optional<Element> take(std::string_view& input);

// The same, if it has this tag.
[[nodiscard]] std::optional<Element> take(std::string_view& input, unsigned char tag);

// A UTCTime or GeneralizedTime as RFC 5280, 4.1.2.5 wants them: with seconds, in "Z".
[[nodiscard]] std::optional<Time> time_of(const Element& element);

}  // namespace postseal::der
