// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// What a daemon demands of a parameter when it reads it (the tables of its main()).
struct ValueRule {
  enum Kind { number, time, text, boolean };
  std::string_view name{};
  Kind kind = text;
  int least = 0;  // of a number or time, or of the length of a text; 0: anything goes
  PostfixVersion since{};
  PostfixVersion until{999, 0, 0};  // the first version without this rule
};

// The TLS parameters of a daemon, in the order it reads them.
[[nodiscard]] std::span<const ValueRule> value_rules_of(std::string_view daemon);
[[nodiscard]] std::span<const ValueRule> library_value_rules();

}  // namespace postseal
