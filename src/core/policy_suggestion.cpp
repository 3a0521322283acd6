// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "core/policy_verdict.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// The entry as it would be written: what it has beside its level and its names stays.
std::string line_with(const EffectivePolicy& policy, std::string_view level,
                      const std::vector<std::string>& match) {
  PolicyEntry entry{.key = policy.next_hop, .level = std::string(level)};
  for (const std::string& one : match) entry.attributes.push_back({"match", one});
  for (const PolicyAttribute& one : policy.entry.attributes)
    if (one.name != "match" && is_allowed_at(one.name, level)) entry.attributes.push_back(one);
  return escaped(fmt::format("{} {}", entry.key, value_text(entry)));
}

std::vector<std::string> own_patterns(const EffectivePolicy& policy) {
  std::vector<std::string> own;
  for (const PolicyAttribute& one : policy.entry.attributes)
    if (one.name == "match" && one.value && !one.value->empty()) own.push_back(*one.value);
  return own;
}

bool would_match(const EffectivePolicy& policy, const OfferedChain& offered,
                 const std::vector<std::string>& patterns) {
  const auto wanted = names_wanted(patterns, policy.next_hop, policy.mx, policy.rules.version);
  return match_names(wanted, offered.names, policy.rules).outcome == MatchOutcome::matches;
}

// Names of the certificate that may stand in match; those that are for the host of the MX first.
std::vector<OfferedName> candidates(const EffectivePolicy& policy, const OfferedChain& offered) {
  constexpr std::size_t enough = 100;
  std::vector<OfferedName> names;
  for (const OfferedName& one : offered.names)
    if (names.size() < enough &&
        one.text == (one.kind == OfferedKind::address ? one.text : one.raw) &&
        one.text.find_first_of(" ,:|{}") == std::string::npos && !one.text.empty())
      names.push_back(one);
  const std::string host = policy.mx;
  std::stable_partition(names.begin(), names.end(), [&](const OfferedName& one) {
    return !host.empty() &&
           match_names({{.text = host}}, {one}, policy.rules).outcome == MatchOutcome::matches;
  });
  return names;
}

std::string risk_of(const std::string& pattern) {
  if (pattern.starts_with('.'))
    return fmt::format(
        "any trusted certificate below {} will do then: be sure that this is where "
        "the mail of the domain belongs",
        escaped(pattern.substr(1)));
  return fmt::format(
      "a trusted certificate of {} will do then: be sure that this is where the mail "
      "of the domain belongs",
      escaped(pattern));
}

// Another name to match at the same level.
std::string with_another_name(const EffectivePolicy& policy, const OfferedChain& offered) {
  for (const OfferedName& name : candidates(policy, offered)) {
    const std::string pattern = name.text.starts_with("*.") ? name.text.substr(1) : name.text;
    std::vector<std::string> patterns = own_patterns(policy);
    patterns.push_back(pattern);
    if (!would_match(policy, offered, patterns)) patterns = {pattern};
    if (would_match(policy, offered, patterns))
      return fmt::format("{} ({})", line_with(policy, policy.level, patterns), risk_of(pattern));
  }
  return "";
}

std::string with_verify(const EffectivePolicy& policy, const OfferedChain& offered) {
  if (policy.level != "secure" || !would_match(policy, offered, {"hostname"})) return "";
  const bool has_own = !own_patterns(policy).empty();
  return fmt::format(
      "{} (weaker: the name of the MX comes from DNS, and whoever forges that answer "
      "chooses it)",
      line_with(policy, "verify",
                has_own ? std::vector<std::string>{"hostname"} : std::vector<std::string>{}));
}

std::string with_pin(const EffectivePolicy& policy, const OfferedChain& offered) {
  const std::string& pin = offered.key_pin.empty() ? offered.certificate_pin : offered.key_pin;
  if (policy.rules.version < PostfixVersion{2, 5, 0} || pin.empty() || offered.weak_key) return "";
  return fmt::format(
      "{} (compare the fingerprint with what the operator of the server tells; it "
      "has to be changed with the {})",
      line_with(policy, "fingerprint", {pin}), offered.key_pin.empty() ? "certificate" : "key");
}

std::string another_pin(const EffectivePolicy& policy, const OfferedChain& offered) {
  const std::string& pin = offered.key_pin.empty() ? offered.certificate_pin : offered.key_pin;
  if (pin.empty() || offered.weak_key) return "";
  std::vector<std::string> pins = own_patterns(policy);
  pins.push_back(pin);
  return fmt::format(
      "{} (only if the operator of the server confirms the new fingerprint: "
      "otherwise this may be somebody else)",
      line_with(policy, "fingerprint", pins));
}

std::string joined(std::vector<std::string> ways) {
  ways.erase(std::remove(ways.begin(), ways.end(), ""), ways.end());
  return fmt::format("{}", fmt::join(ways, "; or "));
}

std::string trusting(const EffectivePolicy& policy, const OfferedChain& offered) {
  const std::string set_cas =
      fmt::format("set smtp_tls_CAfile = {}, which has its CA", escaped(offered.system_cas));
  if (offered.system_would_do)
    return offered.by_anchors ? "do without " + offered.trusted_by +
                                    ": the CAs of this machine "
                                    "have the one of the server"
                              : set_cas;
  const std::string pinned = with_pin(policy, offered);
  const std::string until = pinned.empty() ? "" : "; until then " + pinned;
  if (offered.dated) return "the server has to renew its certificate" + until;
  if (offered.unfit || offered.weak_key) return "the server needs another certificate" + until;
  const bool has_anchors = policy.rules.version >= PostfixVersion{2, 11, 0};
  const std::string anchor =
      has_anchors ? fmt::format("{} tafile=FILE, with the certificate of its CA in FILE",
                                line_with(policy, policy.level, own_patterns(policy)))
                  : "add the certificate of its CA to smtp_tls_CAfile";
  return joined({offered.no_issuer && !offered.no_anchor
                     ? "the server has to send its intermediate certificates"
                     : "",
                 anchor, pinned});
}

}  // namespace

std::string suggestion_for(const EffectivePolicy& policy, const OfferedChain& offered,
                           const NameMatch& names) {
  if (policy.level == "fingerprint") return another_pin(policy, offered);
  const bool names_fit = names.outcome == MatchOutcome::matches;
  const std::string by_name =
      names_fit ? "" : joined({with_another_name(policy, offered), with_verify(policy, offered)});
  if (offered.trusted) return by_name;
  const std::string trust = trusting(policy, offered);
  return by_name.empty() ? trust : fmt::format("{}; and {}", trust, by_name);
}

std::string suggestion_without_tls(const EffectivePolicy& policy, const OfferedChain& offered) {
  return fmt::format(
      "{}; or {} (in the clear: whoever is on the way reads the mail, and nobody knows where it "
      "ends)",
      offered.outcome == LookOutcome::refused
          ? "wait, or tell the operator of the server: its log says why it has no TLS"
          : "the server has to offer STARTTLS",
      line_with(policy, "may", {}));
}

}  // namespace postseal
