// SPDX-License-Identifier: MIT
#include "core/protocol_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <string>
#include <utility>

#include "core/text.hpp"

namespace postseal {
namespace {

constexpr int sslv2 = 0x0002;
constexpr int sslv3 = 0x0300;

struct Name {
  std::string_view name{};  // in lower case
  int number = 0;
  std::string_view since{};  // as is_since() takes it
};
constexpr std::string_view tls12_since = "2.10 2.9.2 2.8.10 2.7.9 2.6.15";
constexpr std::string_view tls13_since = "3.0";
constexpr std::array names{
    Name{"sslv2", sslv2, "2.3"},          Name{"sslv3", sslv3, "2.3"},
    Name{"tlsv1", 0x0301, "2.3"},         Name{"tlsv1.1", 0x0302, tls12_since},
    Name{"tlsv1.2", 0x0303, tls12_since}, Name{"tlsv1.3", 0x0304, tls13_since}};

constexpr PostfixVersion bounds_since{3, 6, 0};

std::optional<int> number_of(std::string_view name, const PostfixVersion& version) {
  const std::string wanted = lower(name);
  for (const Name& one : names)
    if (one.name == wanted && is_since(one.since, version)) return one.number;
  return std::nullopt;
}

// strtoul(3) with base 16, and nothing may follow; "" is 0 (parse_tls_version()).
std::optional<int> hexadecimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.size() > 2 && (text.starts_with("0x") || text.starts_with("0X"))) text.remove_prefix(2);
  if (text.empty()) return 0;
  unsigned long number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
  if (error != std::errc() || stop != end || number > INT_MAX) return std::nullopt;
  return static_cast<int>(number);
}

std::optional<int> bound_of(std::string_view text, const PostfixVersion& version) {
  if (lower(text) == "none") return 0;
  const auto number = number_of(text, version);
  if (number && *number != sslv2) return number;
  return hexadecimal(text);
}

bool is_known(int number) {
  return std::any_of(names.begin(), names.end(),
                     [&](const Name& one) { return one.number == number && number != sslv2; });
}

class Reading {
 public:
  explicit Reading(const PostfixVersion& version) : version_(version) {}

  [[nodiscard]] bool take(std::string_view token) {
    const bool bounds = version_ >= bounds_since;
    if (bounds && token.starts_with(">=")) return take_bound(token.substr(2), least_);
    if (bounds && token.starts_with("<=")) return take_bound(token.substr(2), most_);
    const bool excludes = token.starts_with('!');
    const auto number = number_of(token.substr(excludes ? 1 : 0), version_);
    if (!number) return false;
    // With an OpenSSL that has no SSLv2 the word is known and stands for nothing.
    if (*number != sslv2) (excludes ? excluded_ : included_).insert(*number);
    return true;
  }

  // OpenSSL passes over a bound that it does not know.
  [[nodiscard]] std::set<int> left() const {
    std::set<int> all;
    for (const int number : {0x0301, 0x0302, 0x0303, 0x0304}) {
      const bool named = included_.empty() || included_.contains(number) || is_new(number);
      const bool below = is_known(least_) && number < least_;
      const bool above = is_known(most_) && number > most_;
      if (named && !excluded_.contains(number) && !below && !above) all.insert(number);
    }
    return all;
  }

 private:
  [[nodiscard]] bool take_bound(std::string_view text, int& bound) const {
    const auto number = bound_of(text, version_);
    bound = number.value_or(0);
    return number.has_value();
  }
  // A protocol that this Postfix has no name for cannot be excluded.
  [[nodiscard]] bool is_new(int number) const {
    return std::none_of(names.begin(), names.end(), [&](const Name& one) {
      return one.number == number && is_since(one.since, version_);
    });
  }

  const PostfixVersion& version_;
  std::set<int> included_{};
  std::set<int> excluded_{};
  int least_ = 0;
  int most_ = 0;
};

}  // namespace

std::optional<std::set<int>> protocols_of(std::string_view list, const PostfixVersion& version) {
  constexpr std::string_view separators = ", \t\r\n:";
  Reading reading(version);
  while (true) {
    list.remove_prefix(std::min(list.find_first_not_of(separators), list.size()));
    if (list.empty()) return reading.left();
    const std::string_view token = list.substr(0, list.find_first_of(separators));
    if (!reading.take(token)) return std::nullopt;
    list.remove_prefix(token.size());
  }
}

}  // namespace postseal
