// SPDX-License-Identifier: MIT
#include <algorithm>

#include "commands/chain_inputs.hpp"
#include "commands/policy_explain_seen.hpp"
#include "core/digest.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"
#include "crypto/offered_names.hpp"
#include "crypto/peer_trust.hpp"

namespace postseal {
namespace {

void take_pins(OfferedChain& offered, const Certificate& leaf, const CheckedConfig& config) {
  const auto digest = find_digest(value_in(config, nullptr, "smtp_tls_fingerprint_digest"));
  if (!digest) return;
  const Hasher hash(*digest);
  offered.certificate_pin = colon_hex(hash(leaf.der()));
  // 2.9.0 to 2.9.5 took it of other bytes, as later ones do that are told to.
  const bool has_keys = config.version >= PostfixVersion{2, 9, 6};
  if (has_keys && !is_on(config, nullptr, "tls_legacy_public_key_fingerprints"))
    offered.key_pin = colon_hex(hash(leaf.spki_der()));
}

}  // namespace

OfferedChain offered_chain(Context& context, const CheckedConfig& config, ClientTrust trust,
                           const std::vector<Certificate>& sent) {
  const Certificate& leaf = sent.front();
  TrustRules& rules = trust.rules;
  const PeerTrust found = peer_trust(sent, rules);
  OfferedChain offered{.names = names_that_count(offered_names(leaf), config.version),
                       .trusted = found.trusted,
                       .trusted_by = trust.by,
                       .by_anchors = rules.by_anchors,
                       .trust_code = found.code,
                       .trust_depth = found.depth,
                       .trust_error = found.error,
                       .shows_before_names = found.shows_before_names,
                       .most_issuers = rules.depth + 1,
                       .issuer = escaped(found.issuer),
                       .dated = found.dated,
                       .unfit = found.unfit,
                       .weak_key = found.weak_key,
                       .no_issuer = found.no_issuer,
                       .no_anchor = found.no_anchor};
  take_pins(offered, leaf, config);
  if (found.trusted || (!found.no_issuer && !found.no_anchor)) return offered;
  offered.system_cas = system_ca_bundle(context.host()).value_or("");
  if (offered.system_cas.empty()) return offered;
  rules.cas = read_roots(context, std::nullopt);
  rules.by_anchors = false;
  rules.anchors.clear();
  offered.system_would_do = peer_trust(sent, rules).trusted;
  return offered;
}

}  // namespace postseal
