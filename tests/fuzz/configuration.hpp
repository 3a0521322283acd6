// SPDX-License-Identifier: MIT
#pragma once

#include "core/checked_config.hpp"

namespace postseal::fuzz {

// An empty configuration with a few defaults, some of which refer to others.
[[nodiscard]] CheckedConfig configuration();

// What SERVICE reads (null: main.cf alone): the names of its file, some at most, and some defaults.
void look_at_settings(const CheckedConfig& config, const Service* service);

}  // namespace postseal::fuzz
