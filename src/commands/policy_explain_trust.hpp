// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/context.hpp"
#include "core/checked_config.hpp"
#include "core/policy_verdict.hpp"
#include "crypto/peer_trust.hpp"

namespace postseal {

// Whom smtp(8) trusts for one next hop, and which parameter says so ("": nobody).
struct ClientTrust {
  TrustRules rules{};
  std::string by{};
};

// By main.cf and the tafile of the entry. May say in POLICY why the client has no TLS, or that the
// entry is invalid.
[[nodiscard]] ClientTrust client_trust(Context& context, const CheckedConfig& config,
                                       EffectivePolicy& policy);

}  // namespace postseal
