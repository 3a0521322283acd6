// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <utility>

#include "commands/policy_explain_seen.hpp"
#include "core/next_hop.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// The host as smtp(8) knows it.
std::string host_name(const EffectivePolicy& policy, const ServiceAddress& address) {
  if (policy.next_hop.starts_with('[')) return lower(domain_in_next_hop(policy.next_hop));
  return policy.mx.empty() ? address.host : policy.mx;
}

void require_answer(const HostLooks& looks) {
  const LookOutcome outcome = looks.usual.outcome;
  const bool is_silent = outcome == LookOutcome::no_answer || outcome == LookOutcome::injected;
  const bool is_bare = outcome == LookOutcome::shown && chain_of(looks.usual).empty();
  if (is_silent || is_bare) throw nothing_shown(looks.address, looks.usual);
}

}  // namespace

AskedServer asked_server(Context& context, const CheckedConfig& config, const ClientTrust& trust,
                         const Connection& connection, EffectivePolicy& policy) {
  ServiceAddress address =
      service_of(with_port_of(policy.next_hop, config, connection.host), connection.start);
  PolicyEntry entry = policy.entry;
  if (policy.acts_as_may) entry.level = "may";
  address.server_name = server_name(config, entry, policy.next_hop, host_name(policy, address));
  const HostLooks looks = look_at_hosts(context, {address}, 3).front();
  require_answer(looks);
  policy.address = looks.usual.address;
  policy.port = address.port;
  AskedServer asked;
  const auto made_of = [&](const ServiceLook& look) {
    const std::vector<Certificate> chain = chain_of(look);
    if (!chain.empty()) return offered_chain(context, config, trust, chain);
    return OfferedChain{.outcome = look.outcome, .said = look.said};
  };
  asked.offered = made_of(looks.usual);
  for (const auto& [kind, look] : {std::pair("RSA", &looks.rsa), std::pair("ECDSA", &looks.ecdsa)})
    if (look->outcome == LookOutcome::shown && look->chain != looks.usual.chain)
      asked.others.push_back({.kind = kind, .offered = made_of(*look)});
  return asked;
}

}  // namespace postseal
