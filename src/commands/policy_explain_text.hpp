// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/plan.hpp"
#include "core/policy_verdict.hpp"

namespace postseal {

// What a server shows to clients that take only one kind of certificate, where that is another
// chain than smtp(8) gets.
struct OtherChain {
  std::string kind{};  // "RSA", "ECDSA"
  OfferedChain offered{};
};

// What `policy explain` prints for people, in whole lines. OFFERED: null without a server.
[[nodiscard]] std::string explained_text(const EffectivePolicy& policy, const OfferedChain* offered,
                                         const PolicyVerdict& verdict);

// The same as "result".
[[nodiscard]] Json explained_json(const EffectivePolicy& policy, const OfferedChain* offered,
                                  const PolicyVerdict& verdict);

// "policy-chains-differ" where mail would not fare alike with another chain of the server.
[[nodiscard]] std::vector<Finding> chain_findings(const EffectivePolicy& policy,
                                                  const PolicyVerdict& verdict,
                                                  const std::vector<OtherChain>& others);

// A key that somebody may have written for this next hop.
[[nodiscard]] Finding near_miss_finding(std::string_view next_hop, const NearMiss& near);

}  // namespace postseal
