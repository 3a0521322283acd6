// SPDX-License-Identifier: MIT
#include "commands/policy_explain_text.hpp"

#include <fmt/format.h>

#include "core/json.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

std::string line(std::string_view name, const std::string& value) {
  return value.empty() ? "" : fmt::format("{:<11} {}\n", name, value);
}

std::vector<std::string> wanted_of(const EffectivePolicy& policy) {
  std::vector<std::string> wanted = policy.pins;
  for (const WantedName& one : policy.names) wanted.push_back(one.text);
  return wanted;
}

std::vector<std::string> offered_by(const EffectivePolicy& policy, const OfferedChain& offered) {
  std::vector<std::string> all;
  if (policy.level == "fingerprint") {
    for (const std::string& pin : {offered.certificate_pin, offered.key_pin})
      if (!pin.empty()) all.push_back(pin);
    return all;
  }
  for (const OfferedName& one : offered.names) all.push_back(one.text);
  return all;
}

std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t most = 20;
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < most; ++i)
    text += (i == 0 ? "" : ", ") + escaped(words[i]);
  return words.size() <= most ? text : text + fmt::format(" and {} more", words.size() - most);
}

std::string entry_text(const PolicyLookup& lookup, const EffectivePolicy& policy) {
  if (!lookup.failure.empty()) return "";
  if (!lookup.entry) return "none";
  const PolicyHit& hit = *lookup.entry;
  const std::string place =
      hit.line > 0 ? fmt::format("{}:{}", escaped(hit.subject), hit.line) : escaped(hit.table);
  return fmt::format("{} {} ({})", escaped(hit.key), escaped(value_text(policy.entry)), place);
}

std::string wanted_text(const EffectivePolicy& policy) {
  if (!policy.pins.empty()) return fmt::format("{} ({})", listed(policy.pins), policy.wanted_from);
  if (policy.names.empty()) return "";
  std::string names;
  for (const WantedName& one : policy.names) {
    names += (names.empty() ? "" : ", ") + (one.is_known ? escaped(one.text) : "(the MX)");
    if (one.from != one.text) names += fmt::format(" ({})", escaped(one.from));
  }
  return fmt::format("{}; by {}", names, policy.wanted_from);
}

std::string chain_text(const OfferedChain& offered) {
  if (offered.trusted) return fmt::format("trusted by {}", offered.trusted_by);
  return fmt::format("not trusted: {}", offered.trust_error);
}

std::string_view mail_text(const PolicyVerdict& verdict) {
  if (!verdict.delivers) return "";
  if (*verdict.delivers) return "goes out";
  const bool is_final = !verdict.log.empty() && verdict.log.back().starts_with("bounced");
  return is_final ? "goes back to its sender" : "stays here, deferred";
}

}  // namespace

std::string explained_text(const EffectivePolicy& policy, const OfferedChain* offered,
                           const PolicyVerdict& verdict) {
  std::string text =
      fmt::format("{}, by Postfix {}\n", escaped(policy.next_hop), text_of(policy.rules.version));
  text += line("looked for", listed(policy.lookup.tried));
  text += line("entry", entry_text(policy.lookup, policy));
  if (policy.lookup.failure.empty())
    text += line("level", fmt::format("{} ({})", escaped(policy.level), policy.from));
  text += line("wanted", wanted_text(policy));
  if (offered != nullptr && offered->outcome != LookOutcome::shown) {
    text += line("offered", "no certificate");
  } else if (offered != nullptr) {
    const std::string names = listed(offered_by(policy, *offered));
    text += line("offered", names.empty() ? "no name" : names);
    text += line("chain", chain_text(*offered));
  }
  text += line("mail", std::string(mail_text(verdict)));
  text += line("why", escaped(verdict.reason));
  for (const std::string& one : verdict.log) text += line("log", escaped(one));
  return text + line("to mend it", escaped(verdict.suggestion));
}

Json explained_json(const EffectivePolicy& policy, const OfferedChain* offered,
                    const PolicyVerdict& verdict) {
  Json entry;
  if (const auto& hit = policy.lookup.entry) {
    Json attributes = Json::array();
    for (const PolicyAttribute& one : policy.entry.attributes)
      attributes.push_back(
          {{"name", utf8_of(one.name)}, {"value", one.value ? Json(utf8_of(*one.value)) : Json()}});
    entry = {{"key", utf8_of(hit->key)},
             {"level", utf8_of(policy.level)},
             {"attributes", std::move(attributes)}};
  }
  const auto texts = [](const std::vector<std::string>& words) {
    Json all = Json::array();
    for (const std::string& one : words) all.push_back(utf8_of(one));
    return all;
  };
  return {{"nexthop", utf8_of(policy.next_hop)},
          {"tried", texts(policy.lookup.tried)},
          {"entry", std::move(entry)},
          {"level", policy.lookup.failure.empty() ? Json(utf8_of(policy.level)) : Json()},
          {"wanted", texts(wanted_of(policy))},
          {"offered", offered != nullptr ? texts(offered_by(policy, *offered)) : Json()},
          {"trust", verdict.trust ? Json(*verdict.trust) : Json()},
          {"delivers", verdict.delivers ? Json(*verdict.delivers) : Json()},
          {"reason", utf8_of(verdict.reason)},
          {"suggestion", utf8_of(verdict.suggestion)},
          {"log", texts(verdict.log)}};
}

std::vector<Finding> chain_findings(const EffectivePolicy& policy, const PolicyVerdict& verdict,
                                    const std::vector<OtherChain>& others) {
  std::vector<Finding> findings;
  for (const OtherChain& other : others) {
    const PolicyVerdict another = policy_verdict(policy, &other.offered);
    if (another.delivers == verdict.delivers) continue;
    findings.push_back(
        {.id = "policy-chains-differ",
         .severity = Severity::warning,
         .subject = policy.mx.empty() ? domain_in_next_hop(policy.next_hop) : policy.mx,
         .message =
             fmt::format("with its {} certificate mail {}: {}", other.kind,
                         another.delivers == true ? "goes out" : "stays here", another.reason),
         .hint = policy.level == "fingerprint"
                     ? "pin both: postseal policy pin NEXTHOP HOST"
                     : "both certificates of the server should have the same names and issuer"});
  }
  return findings;
}

Finding near_miss_finding(std::string_view next_hop, const NearMiss& near) {
  Finding finding{.id = "policy-key-near-miss",
                  .severity = Severity::warning,
                  .subject = near.subject,
                  .message = fmt::format("{}: is not looked for where the next hop is {}: {}",
                                         quoted_text(near.key), quoted_text(next_hop), near.why),
                  .hint = fmt::format("for this next hop write the key as {}", near.instead)};
  if (near.line > 0) finding.line = near.line;
  return finding;
}

}  // namespace postseal
