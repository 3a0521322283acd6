// SPDX-License-Identifier: MIT
#include "core/compatibility_level.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string>

#include "core/error.hpp"

namespace postseal {

CompatibilityLevel parse_compatibility_level(std::string_view text) {
  std::array<int, 3> numbers{};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  bool good = false;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [stop, error] = std::from_chars(at, end, numbers[i]);
    good = error == std::errc() && *at != '-' && numbers[i] <= 1023;
    at = stop;
    if (!good || at == end || *at != '.') break;
    ++at;
  }
  if (good && at == end) return {numbers[0], numbers[1], numbers[2]};
  throw Error(Fault::postfix, {.id = "compatibility-level-malformed",
                               .subject = "compatibility_level",
                               .message = fmt::format("malformed level \"{:.40}\"", text),
                               .hint = "use a number such as 2 or 3.6"});
}

}  // namespace postseal
