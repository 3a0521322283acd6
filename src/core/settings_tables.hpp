// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy_entry.hpp"
#include "core/settings.hpp"
#include "core/settings_values.hpp"

namespace postseal {

// One table each, of [[identity]] and [[policy]].
[[nodiscard]] IdentitySettings identity_in(const SettingsValue& table);
[[nodiscard]] PolicyEntry policy_in(const SettingsValue& table);

}  // namespace postseal
