// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/checked_config.hpp"
#include "core/finding.hpp"
#include "core/policy_lookup.hpp"
#include "core/policy_rules.hpp"
#include "core/policy_verdict.hpp"

namespace postseal {

// The tables of smtp_tls_policy_maps as far as KEYS go. Those that cannot be read are asked with
// postmap -q. What is wrong with them goes to FINDINGS.
[[nodiscard]] std::vector<TableSeen> tables_seen(Context& context, const CheckedConfig& config,
                                                 const KeysOfInterest& keys,
                                                 std::vector<Finding>& findings);

// What holds for a delivery to NEXT_HOP by way of MX, by main.cf alone.
[[nodiscard]] EffectivePolicy effective_policy(const CheckedConfig& config,
                                               const std::string& next_hop, const std::string& mx,
                                               PolicyLookup lookup);

// The chain in a file, leaf first, and what Postfix would make of it. May say in POLICY why the
// client has no TLS, or that the entry is invalid.
[[nodiscard]] std::optional<OfferedChain> offered_chain(Context& context,
                                                        const CheckedConfig& config,
                                                        EffectivePolicy& policy,
                                                        const std::optional<std::string>& file);

}  // namespace postseal
