// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "core/finding.hpp"

namespace postseal {

struct Range {
  int least = 0;
  int most = 0;
};

// A whole number within RANGE; anything else is a usage Error "value-invalid" of OPTION.
[[nodiscard]] int parse_number(const std::string& text, const std::string& option, Range range);

// File permissions in octal, "0600" or "600"; usage Error "value-invalid" of OPTION.
[[nodiscard]] std::uint32_t parse_mode(const std::string& text, const std::string& option);

// One of the choices of --fail-on: "error", "warning", "info".
[[nodiscard]] Severity parse_severity(const std::string& text);

}  // namespace postseal
