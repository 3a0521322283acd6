// SPDX-License-Identifier: MIT
#include "commands/probe_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "commands/material_files.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "crypto/offered_names.hpp"

namespace postseal {
namespace {

// Chains that are remembered; more of them are judged anew, so that memory has a bound.
constexpr std::size_t most_known = 2000;

// Findings that say why a chain does not verify.
bool explains_distrust(const Finding& finding) {
  constexpr std::array<std::string_view, 6> ids{"chain-incomplete",          "chain-untrusted",
                                                "signature-invalid",         "certificate-expired",
                                                "certificate-not-yet-valid", "leaf-purpose"};
  return std::find(ids.begin(), ids.end(), finding.id) != ids.end();
}

void add_distrust(ProbedChain& chain, const ProbeTrust& trust) {
  auto& findings = chain.report.findings;
  if (chain.trust.trusted || std::any_of(findings.begin(), findings.end(), explains_distrust))
    return;
  findings.push_back(
      {.id = "chain-untrusted",
       .message = fmt::format("\"{}\" does not verify by the CAs of {}: {}",
                              chain.sent.front().subject(), trust.from, escaped(chain.trust.error)),
       .hint = "name other CAs with --ca, if it is right that they count"});
}

}  // namespace

ProbeChains::ProbeChains(ProbeChainRules rules)
    : rules_(std::move(rules)),
      trust_({.cas = rules_.trust.cas, .now = rules_.now}),
      finder_(rules_.now) {
  for (const Certificate& root : rules_.trust.cas) finder_.trust(root);
}

std::shared_ptr<const ProbedChain> ProbeChains::of(const std::vector<std::string>& der) {
  std::string key;
  for (const std::string& one : der) key += one;
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  if (known_.size() >= most_known) known_.clear();
  auto made = judged(der);
  known_.emplace(std::move(key), made);
  return made;
}

std::shared_ptr<const ProbedChain> ProbeChains::judged(const std::vector<std::string>& der) const {
  auto chain = std::make_shared<ProbedChain>();
  std::vector<PlacedCertificate> placed;
  Json certificates = Json::array();
  for (const std::string& one : der) {
    const auto certificate = Certificate::read(one);
    if (!certificate && chain->sent.empty()) return nullptr;
    if (!certificate) continue;
    chain->sent.push_back(*certificate);
    placed.push_back({.certificate = *certificate});
    certificates.push_back(certificate_json(*certificate));
  }
  if (placed.empty()) return nullptr;
  ChainFinder finder(finder_);
  chain->report = judge_chain(placed, finder,
                              {.now = rules_.now,
                               .within_days = rules_.within_days,
                               .roots_given = true,
                               .from_outside = true});
  chain->trust = peer_trust(chain->sent, trust_);
  chain->names = names_that_count(offered_names(chain->sent.front()), rules_.version);
  chain->certificates = shared(std::move(certificates));
  add_distrust(*chain, rules_.trust);
  return chain;
}

}  // namespace postseal
