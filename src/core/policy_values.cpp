// SPDX-License-Identifier: MIT
#include "core/policy_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Protocol {
  std::string_view name{};
  std::uint32_t number = 0;  // as on the wire
  std::string_view since{};
};

constexpr std::string_view names_since = "2.10 2.9.2 2.8.10 2.7.9 2.6.15";
constexpr std::array<Protocol, 6> protocols{{{"sslv2", 0x0002, "2.3"},
                                             {"sslv3", 0x0300, "2.3"},
                                             {"tlsv1", 0x0301, "2.3"},
                                             {"tlsv1.1", 0x0302, names_since},
                                             {"tlsv1.2", 0x0303, names_since},
                                             {"tlsv1.3", 0x0304, "3.0"}}};
constexpr PostfixVersion ranges_since{3, 6, 0};
constexpr PostfixVersion exclusions_since{2, 5, 0};
constexpr PostfixVersion knows_all_since{3, 4, 0};

// A set of protocols is a mask, a bit each in the order above.
using Mask = std::uint32_t;
constexpr Mask tls_mask = 0b111100;

std::optional<std::size_t> find_protocol(std::string_view name, const PostfixVersion& version) {
  const std::string folded = lower(name);
  for (std::size_t i = 0; i < protocols.size(); ++i)
    if (protocols.at(i).name == folded && is_since(protocols.at(i).since, version)) return i;
  return std::nullopt;
}

// A name, "None", or a number in hexadecimal; nothing at all is 0 (strtoul(3)).
std::optional<std::uint32_t> bound_of(std::string_view text, const PostfixVersion& version) {
  if (text.empty() || lower(text) == "none") return 0;
  if (const auto found = find_protocol(text, version)) return protocols.at(*found).number;
  if (lower(text).starts_with("0x")) text.remove_prefix(2);
  std::uint32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

struct Wanted {
  Mask included = 0;
  Mask excluded = 0;
  std::uint32_t floor = 0;
  std::uint32_t ceiling = 0;  // 0: none
};

bool add_range(Wanted& wanted, std::string_view token, const PostfixVersion& version) {
  const auto bound = bound_of(token.substr(2), version);
  if (!bound) return false;
  (token.front() == '>' ? wanted.floor : wanted.ceiling) = *bound;
  return true;
}

// Whether this version can read the token; then WANTED has it too.
bool add(Wanted& wanted, std::string_view token, const PostfixVersion& version) {
  const bool is_range = token.starts_with(">=") || token.starts_with("<=");
  if (is_range && version >= ranges_since) return add_range(wanted, token, version);
  const bool excludes = token.starts_with('!') && version >= exclusions_since;
  const auto found = find_protocol(token.substr(excludes ? 1 : 0), version);
  if (!found) return false;
  (excludes ? wanted.excluded : wanted.included) |= Mask{1} << *found;
  return true;
}

bool is_anything_left(const Wanted& wanted) {
  Mask left = tls_mask & ~wanted.excluded;
  if (wanted.included != 0) left &= wanted.included;
  for (std::size_t i = 0; i < protocols.size(); ++i) {
    const std::uint32_t number = protocols.at(i).number;
    if (number < wanted.floor || (wanted.ceiling != 0 && number > wanted.ceiling))
      left &= ~(Mask{1} << i);
  }
  return left != 0;
}

bool is_label(std::string_view label) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), is_allowed);
}

}  // namespace

std::string wrong_in_policy_protocols(std::string_view value, const PostfixVersion& version) {
  Wanted wanted;
  while (true) {
    const std::string_view token = take_element(value, ", \t\r\n:");
    if (token.empty()) break;
    if (add(wanted, token, version)) continue;
    if (token.starts_with(">=") || token.starts_with("<="))
      if (version < ranges_since)
        return fmt::format("has {}, a range, which Postfix reads from 3.6 on", quoted_text(token));
    return fmt::format("has {}, which is no protocol", quoted_text(token));
  }
  if (version >= knows_all_since && !is_anything_left(wanted)) return "leaves no version of TLS";
  return "";
}

std::string wrong_in_policy_grade(std::string_view value) {
  constexpr std::array<std::string_view, 5> grades{"high", "medium", "low", "export", "null"};
  if (std::find(grades.begin(), grades.end(), lower(value)) != grades.end()) return "";
  return fmt::format("is {}, which is none of high, medium, low, export and null",
                     quoted_text(value));
}

std::string wrong_in_policy_exclusions(std::string_view value) {
  while (true) {
    const std::string_view token = take_element(value, ", \t\r\n:");
    if (token.empty()) return "";
    if (std::string_view("!+-@").find(token.front()) != std::string_view::npos)
      return fmt::format("has {}, but what is excluded has no \"{}\" before it", quoted_text(token),
                         token.front());
  }
}

bool is_postfix_hostname(std::string_view name) {
  if (name.empty() || name.size() > 255) return false;
  const bool has_letter = name.find_first_not_of("0123456789.") != std::string_view::npos;
  if (!has_letter) return false;
  while (true) {
    const std::size_t dot = name.find('.');
    if (!is_label(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

}  // namespace postseal
