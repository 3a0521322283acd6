// SPDX-License-Identifier: MIT
#include "core/compatibility_level.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <system_error>

#include "core/error.hpp"
#include "core/logical_lines.hpp"

namespace postseal {

namespace {

// What strtol(3) reads at the front of REST, which loses it: blanks, a sign, digits.
std::optional<long> take_number(std::string_view& rest) {
  std::string_view digits = rest;
  digits.remove_prefix(std::min(digits.find_first_not_of(config_blanks), digits.size()));
  const bool is_negative = digits.starts_with('-');
  if (is_negative || digits.starts_with('+')) digits.remove_prefix(1);
  long number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || digits.front() == '-') return std::nullopt;
  rest = digits.substr(static_cast<std::size_t>(stop - digits.data()));
  return is_negative ? -number : number;
}

}  // namespace

CompatibilityLevel parse_compatibility_level(std::string_view text) {
  // compat_level(3) packs the numbers into one long, ten bits each for the minor and the patch.
  constexpr std::array<long, 3> largest{std::numeric_limits<long>::max() >> 20, 1023, 1023};
  std::array<long, 3> numbers{};
  std::string_view rest = text;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = take_number(rest);
    if (!number || *number < 0 || *number > largest[i]) break;
    numbers[i] = *number;
    if (rest.empty()) return {numbers[0], numbers[1], numbers[2]};
    if (!rest.starts_with('.')) break;
    rest.remove_prefix(1);
  }
  throw Error(Fault::postfix, {.id = "compatibility-level-malformed",
                               .subject = "compatibility_level",
                               .message = fmt::format("malformed level \"{:.40}\"", text),
                               .hint = "use a number such as 2 or 3.6"});
}

}  // namespace postseal
