// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string_view>

namespace postseal {

// Postfix's compatibility_level: "0", "2", "3.6", "3.6.1". Missing numbers are zero.
struct CompatibilityLevel {
  long major = 0;
  long minor = 0;
  long patch = 0;
  friend auto operator<=>(const CompatibilityLevel&, const CompatibilityLevel&) = default;
};

// Error (Fault::postfix) "compatibility-level-malformed" for other text: every daemon of Postfix
// stops on it.
[[nodiscard]] CompatibilityLevel parse_compatibility_level(std::string_view text);

}  // namespace postseal
