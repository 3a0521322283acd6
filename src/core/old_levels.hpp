// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/checked_config.hpp"

namespace postseal {

// The parameters of Postfix 2.2 that a security level took the place of: *_use_tls, *_enforce_tls,
// *_tls_enforce_peername.
struct OldLevelName {
  std::string_view name{};
  std::string_view level{};  // the parameter that took its place
};

// nullopt: no such name.
[[nodiscard]] std::optional<OldLevelName> find_old_level_name(std::string_view name);

// The level that does what the old parameters of this program do for a service. nullopt: NAME is
// no such name.
struct LevelInPlace {
  std::string name{};
  std::string value{};
};
[[nodiscard]] std::optional<LevelInPlace> level_in_place_of(const CheckedConfig& config,
                                                            const Service* service,
                                                            std::string_view name);

// Whether the service has a level, set or by default, so that nobody looks at the old NAME.
[[nodiscard]] bool is_overruled(const CheckedConfig& config, const Service* service,
                                std::string_view name);

}  // namespace postseal
