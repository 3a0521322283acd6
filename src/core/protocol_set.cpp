// SPDX-License-Identifier: MIT
#include "core/protocol_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_exclusions{2, 5, 0};
constexpr PostfixVersion with_ranges{3, 6, 0};

struct Protocol {
  std::string_view name{};
  ProtocolSet bit = 0;
  int number = 0;            // as OpenSSL counts
  std::string_view since{};  // of the name
};
constexpr std::array protocols{
    Protocol{"SSLv2", sslv2_bit, 0x0002, "2.3"},
    Protocol{"SSLv3", sslv3_bit, 0x0300, "2.3"},
    Protocol{"TLSv1", tlsv1_bit, 0x0301, "2.3"},
    Protocol{"TLSv1.1", tlsv1_1_bit, 0x0302, "2.10 2.9.2 2.8.10 2.7.9 2.6.15"},
    Protocol{"TLSv1.2", tlsv1_2_bit, 0x0303, "2.10 2.9.2 2.8.10 2.7.9 2.6.15"},
    Protocol{"TLSv1.3", tlsv1_3_bit, 0x0304, "3.4 3.3.2 3.2.7 3.1.10 3.0.14"}};

const Protocol* find_protocol(std::string_view word, const PostfixVersion& version) {
  for (const Protocol& one : protocols)
    if (lower(one.name) == lower(word)) return is_since(one.since, version) ? &one : nullptr;
  return nullptr;
}

// strtoul(3) in base 16 of the whole text; "" is 0.
std::optional<int> hexadecimal(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
  if (text.empty()) return 0;
  if (error != std::errc() || stop != end || number < 0) return std::nullopt;
  return number;
}

std::optional<int> bound_of(std::string_view word, const PostfixVersion& version) {
  if (lower(word) == "none") return 0;
  const Protocol* one = find_protocol(word, version);
  if (one != nullptr && one->bit != sslv2_bit) return one->number;
  return hexadecimal(word);
}

// OpenSSL passes over a bound that it does not know.
bool is_protocol(int number) {
  return std::any_of(protocols.begin() + 1, protocols.end(),
                     [&](const Protocol& one) { return one.number == number; });
}

class Reading {
 public:
  explicit Reading(const PostfixVersion& version) : version_(version) {}

  bool take(std::string_view token) {
    if (version_ >= with_ranges && token.starts_with(">=")) return take_bound(token, least_);
    if (version_ >= with_ranges && token.starts_with("<=")) {
      list_.has_ceiling = true;
      return take_bound(token, most_);
    }
    const bool excludes = version_ >= with_exclusions && token.starts_with('!');
    const Protocol* one = find_protocol(token.substr(excludes ? 1 : 0), version_);
    if (one == nullptr) return false;
    (excludes ? list_.excluded : list_.included) |= one->bit;
    return true;
  }

  [[nodiscard]] ProtocolList result() {
    for (const Protocol& one : protocols) {
      const bool has_name = is_since(one.since, version_);
      const bool is_left = list_.included == 0 || !has_name || (list_.included & one.bit) != 0;
      const bool is_gone = one.bit == sslv2_bit && version_ >= with_ranges;
      const bool is_below = is_protocol(least_) && one.number < least_;
      const bool is_above = is_protocol(most_) && one.number > most_;
      if (is_left && !is_gone && !is_below && !is_above) list_.allowed |= one.bit;
    }
    list_.allowed &= ~list_.excluded;
    return list_;
  }

 private:
  bool take_bound(std::string_view token, int& bound) {
    const auto number = bound_of(token.substr(2), version_);
    list_.has_range = true;
    list_.has_blank_range = list_.has_blank_range || token.size() == 2;
    bound = number.value_or(0);
    return number.has_value();
  }

  const PostfixVersion& version_;
  ProtocolList list_{};
  int least_ = 0;
  int most_ = 0;
};

}  // namespace

std::optional<ProtocolList> read_protocol_list(std::string_view text,
                                               const PostfixVersion& version) {
  constexpr std::string_view separators = ", \t\r\n:";
  Reading reading(version);
  for (std::size_t at = text.find_first_not_of(separators); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    if (!reading.take(text.substr(at, end - at))) return std::nullopt;
    at = text.find_first_not_of(separators, end);
  }
  return reading.result();
}

std::string names_of(ProtocolSet set) {
  std::string text;
  for (const Protocol& one : protocols) {
    if ((set & one.bit) == 0) continue;
    set &= ~one.bit;
    if (!text.empty()) text += set == 0 ? " and " : ", ";
    text += one.name;
  }
  return text.empty() ? "nothing" : text;
}

std::optional<std::string> range_of(ProtocolSet set) {
  ProtocolSet from_here = 0;
  std::optional<std::string> range;
  for (auto one = protocols.rbegin(); one != protocols.rend(); ++one) {
    from_here |= one->bit;
    if (set == from_here && one->bit != sslv2_bit) range = fmt::format(">={}", one->name);
  }
  return range;
}

}  // namespace postseal
