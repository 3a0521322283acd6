// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace postseal {

struct Range {
  int least = 0;
  int most = 0;
};

// A whole number within RANGE; anything else is a usage Error "value-invalid" of OPTION.
[[nodiscard]] int parse_number(const std::string& text, const std::string& option, Range range);

// File permissions in octal, "0600" or "600"; usage Error "value-invalid" of OPTION.
[[nodiscard]] std::uint32_t parse_mode(const std::string& text, const std::string& option);

}  // namespace postseal
