// SPDX-License-Identifier: MIT
#include "commands/served_leaves.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/fingerprint_digest.hpp"
#include "core/expected_pin.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"

namespace postseal {

PinRules pin_rules(Context& context, const CheckedConfig& config) {
  return {.digest = configured_digest(context, "smtp_tls_fingerprint_digest"),
          .of_keys = config.version >= PostfixVersion{2, 9, 6} &&
                     !is_on(config, nullptr, "tls_legacy_public_key_fingerprints")};
}

std::vector<ServedLeaf> leaves_of(const HostLooks& looks, const PinRules& rules) {
  const Hasher hash(rules.digest);
  std::vector<ServedLeaf> leaves;
  for (const ServiceLook* look : {&looks.usual, &looks.rsa, &looks.ecdsa}) {
    std::vector<Certificate> chain = chain_of(*look);
    if (chain.empty()) continue;
    const bool is_known = std::any_of(leaves.begin(), leaves.end(), [&](const ServedLeaf& one) {
      return one.leaf() == chain.front();
    });
    if (is_known) continue;
    ServedLeaf served{.chain = std::move(chain)};
    served.certificate_pin = colon_hex(hash(served.leaf().der()));
    if (rules.of_keys) served.key_pin = colon_hex(hash(served.leaf().spki_der()));
    leaves.push_back(std::move(served));
  }
  return leaves;
}

std::string name_of(const ServedLeaf& served) {
  const std::string subject = served.leaf().subject();
  return fmt::format("{}, {}", served.leaf().key().description,
                     subject.empty() ? "without a subject" : subject);
}

bool is_pin_of(std::string_view pin, const ServedLeaf& served) {
  const std::string bare = bare_pin(pin);
  return !bare.empty() &&
         (bare == bare_pin(served.certificate_pin) || bare == bare_pin(served.key_pin));
}

}  // namespace postseal
