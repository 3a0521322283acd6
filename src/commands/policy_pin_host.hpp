// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/policy_pin_seen.hpp"
#include "commands/served_leaves.hpp"
#include "core/checked_config.hpp"
#include "core/host_port.hpp"

namespace postseal {

// What a host shows, each certificate vouched for; notes tell of each. Errors as observe_pins().
[[nodiscard]] std::vector<PinSeen> seen_at_host(Context& context, const CheckedConfig& config,
                                                const PinOptions& options, const HostPort& host,
                                                const PinRules& rules);

}  // namespace postseal
