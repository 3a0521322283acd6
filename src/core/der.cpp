// SPDX-License-Identifier: MIT
#include "core/der.hpp"

#include <algorithm>

namespace postseal::der {

namespace {

std::size_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

struct Length {
  std::size_t value = 0;
  std::size_t octets = 0;  // that say it
};

// The length after the tag (X.690, 8.1.3), in at most four octets and no more than needed.
std::optional<Length> length_of(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const std::size_t first = byte_at(bytes, 1);
  if (first < 0x80) return Length{.value = first, .octets = 1};
  const std::size_t count = first & 0x7FU;
  if (count == 0 || count > 4 || bytes.size() < 2 + count) return std::nullopt;
  std::size_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8U | byte_at(bytes, 2 + i);
  if (value < 0x80 || byte_at(bytes, 2) == 0) return std::nullopt;
  return Length{.value = value, .octets = 1 + count};
}

// Two digits of TEXT as a number; the caller has checked that they are digits.
unsigned two(std::string_view text, std::size_t at) {
  return 10U * static_cast<unsigned>(text[at] - '0') + static_cast<unsigned>(text[at + 1] - '0');
}

}  // namespace

std::optional<Element> take(std::string_view& input) {
  const auto length = length_of(input);
  if (!length) return std::nullopt;
  const std::size_t header = 1 + length->octets;
  const bool long_tag = (byte_at(input, 0) & 0x1FU) == 0x1FU;
  if (long_tag || input.size() - header < length->value) return std::nullopt;
  const Element element{.tag = static_cast<unsigned char>(input[0]),
                        .body = input.substr(header, length->value),
                        .whole = input.substr(0, header + length->value)};
  input.remove_prefix(element.whole.size());
  return element;
}

std::optional<Element> take(std::string_view& input, unsigned char tag) {
  if (input.empty() || byte_at(input, 0) != tag) return std::nullopt;
  return take(input);
}

std::optional<Time> time_of(const Element& element) {
  const bool short_year = element.tag == utc_time;
  if (!short_year && element.tag != generalized_time) return std::nullopt;
  std::string_view text = element.body;
  if (text.size() != (short_year ? 13 : 15) || text.back() != 'Z') return std::nullopt;
  text.remove_suffix(1);
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;

  const unsigned first = two(text, 0);
  const unsigned century = short_year ? (first < 50 ? 2000 : 1900) : 100 * first;
  if (!short_year) text.remove_prefix(2);
  const std::chrono::year_month_day date{
      std::chrono::year(static_cast<int>(century + two(text, 0))), std::chrono::month(two(text, 2)),
      std::chrono::day(two(text, 4))};
  const unsigned hour = two(text, 6), minute = two(text, 8), second = two(text, 10);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace postseal::der
