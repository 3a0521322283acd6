// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/checked_config.hpp"

namespace postseal {

// A value with which a daemon ends as soon as it starts: master(8) tries again a minute later, and
// the port hangs meanwhile.
struct BadValue {
  std::string name{};
  Setting setting{};
  std::string wanted{};  // "yes or no", "a number", "at least 1"
  std::string log{};     // "fatal: bad boolean configuration: smtpd_use_tls = maybe"
};

// The first of the TLS parameters that DAEMON ("smtpd", "smtp", "lmtp", "tlsproxy", "postscreen")
// reads before anything else, in its own order. nullopt: all are sound.
[[nodiscard]] std::optional<BadValue> bad_daemon_value(const CheckedConfig& config,
                                                       const Service& service,
                                                       std::string_view daemon);

// The first of those that the TLS library reads once TLS is in use (tls_param_init()).
[[nodiscard]] std::optional<BadValue> bad_library_value(const CheckedConfig& config,
                                                        const Service& service);

}  // namespace postseal
