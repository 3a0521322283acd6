// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/finding.hpp"
#include "core/plan.hpp"
#include "core/policy_verdict.hpp"

namespace postseal {

// What `policy explain` prints for people, in whole lines. OFFERED: null without a server.
[[nodiscard]] std::string explained_text(const EffectivePolicy& policy, const OfferedChain* offered,
                                         const PolicyVerdict& verdict);

// The same as "result".
[[nodiscard]] Json explained_json(const EffectivePolicy& policy, const OfferedChain* offered,
                                  const PolicyVerdict& verdict);

// A key that somebody may have written for this next hop.
[[nodiscard]] Finding near_miss_finding(std::string_view next_hop, const NearMiss& near);

}  // namespace postseal
