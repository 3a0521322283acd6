// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "commands/probe_trust.hpp"
#include "core/plan.hpp"
#include "core/policy_match.hpp"
#include "core/time.hpp"
#include "core/version.hpp"
#include "crypto/chain_lint.hpp"
#include "crypto/peer_trust.hpp"

namespace postseal {

// What chains are judged by.
struct ProbeChainRules {
  Time now{};
  int within_days = 30;
  PostfixVersion version{};  // whose rules for names hold
  ProbeTrust trust{};
};

// A chain as it was sent, and what there is to say of it, whoever serves it.
struct ProbedChain {
  std::vector<Certificate> sent{};  // leaf first
  ChainReport report{};             // its findings have no subject
  PeerTrust trust{};
  std::vector<OfferedName> names{};            // of the leaf
  std::shared_ptr<const Json> certificates{};  // of those sent, as `cert show` has them
};

// Judges chains; one that many servers have is judged once.
class ProbeChains {
 public:
  explicit ProbeChains(ProbeChainRules rules);

  // DER: leaf first. null: the leaf is no certificate.
  [[nodiscard]] std::shared_ptr<const ProbedChain> of(const std::vector<std::string>& der);
  [[nodiscard]] const ProbeChainRules& rules() const noexcept { return rules_; }

 private:
  [[nodiscard]] std::shared_ptr<const ProbedChain> judged(
      const std::vector<std::string>& der) const;

  ProbeChainRules rules_;
  TrustRules trust_{};
  ChainFinder finder_;  // with the trusted roots: copied for each chain
  std::unordered_map<std::string, std::shared_ptr<const ProbedChain>> known_{};
};

}  // namespace postseal
