// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/checked_config.hpp"

namespace postseal {

// A line that is set, or removed, in main.cf or among the -o of a service.
struct ConfigChange {
  std::string service{};  // "submission/inet"; "": main.cf
  std::string name{};
  std::optional<std::string> value{};  // nullopt: removed
};

// The configuration after the changes.
[[nodiscard]] CheckedConfig with_changes(const CheckedConfig& config,
                                         const std::vector<ConfigChange>& changes);

// What the configuration demands of peers and offers them, as text to be compared: per service the
// level after old and new parameters, the protocols that each list leaves, and the value of every
// other parameter of TLS, but for those that neither demand nor allow anything: log levels, caches,
// timeouts and the files of the server's own certificates.
[[nodiscard]] std::vector<std::string> meaning_of(const CheckedConfig& config);

}  // namespace postseal
