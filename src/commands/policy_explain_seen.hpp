// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/host_looks.hpp"
#include "commands/policy_explain_text.hpp"
#include "commands/policy_explain_trust.hpp"
#include "core/checked_config.hpp"
#include "core/finding.hpp"
#include "core/host_port.hpp"
#include "core/policy_lookup.hpp"
#include "core/policy_rules.hpp"
#include "core/policy_verdict.hpp"
#include "crypto/certificate.hpp"

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

// What Postfix makes of the chain SENT, leaf first; there is at least one certificate.
[[nodiscard]] OfferedChain offered_chain(Context& context, const CheckedConfig& config,
                                         ClientTrust trust, const std::vector<Certificate>& sent);

// A server to be asked, and how.
struct Connection {
  HostPort host{};
  TlsStart start = TlsStart::by_port;
};

// What a server shows to smtp(8), and what else it has.
struct AskedServer {
  OfferedChain offered{};
  std::vector<OtherChain> others{};
};

// Asks a server. POLICY is told its address. Error "host-no-answer" where nothing comes of it.
[[nodiscard]] AskedServer asked_server(Context& context, const CheckedConfig& config,
                                       const ClientTrust& trust, const Connection& connection,
                                       EffectivePolicy& policy);

}  // namespace postseal
