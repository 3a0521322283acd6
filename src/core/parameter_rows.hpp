// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/parameters.hpp"

namespace postseal {

// A default that holds from SINCE on.
struct DefaultSince {
  std::string_view since{};
  std::string_view value{};
};

// A parameter as the table has it. A `since` is a list of releases: the first one and everything
// after it, then patch levels of older releases that have it too ("3.9 3.8.1 3.7.6").
struct ParameterRow {
  std::string_view name{};
  ValueType type = ValueType::text;
  std::string_view since{};
  std::string_view initial{};           // the default to begin with, as postconf -d prints it
  std::array<DefaultSince, 4> later{};  // of those that hold, the last one counts
  std::string_view values{};            // what it may be set to, where that is a closed set
  std::string_view deprecated{};        // since when postconf warns about its use
  std::string_view ignored{};           // since when it changes nothing
  std::string_view removed{};           // since when the name is unknown
  std::string_view replacement{};       // the parameter to use instead, where there is one
  std::string_view note{};
};

// The parts of the table; the twins that lmtp, postscreen and tlsproxy have of the smtp and smtpd
// parameters are in none of them unless they differ (see parameters.cpp).
[[nodiscard]] std::span<const ParameterRow> smtpd_rows();
[[nodiscard]] std::span<const ParameterRow> smtp_rows();
[[nodiscard]] std::span<const ParameterRow> library_rows();   // tls_*, and what fits nowhere else
[[nodiscard]] std::span<const ParameterRow> relative_rows();  // lmtp_*, postscreen_*, tlsproxy_*

}  // namespace postseal
