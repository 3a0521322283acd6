// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <utility>

#include "commands/policy_explain_seen.hpp"
#include "core/effective_levels.hpp"
#include "core/logical_lines.hpp"
#include "core/policy_lint.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

std::vector<std::string> elements_of(std::string_view list, std::string_view separators) {
  std::vector<std::string> elements;
  while (true) {
    const std::string_view one = take_element(list, separators);
    if (one.empty()) return elements;
    elements.emplace_back(one);
  }
}

std::vector<std::string> values_of(const PolicyEntry& entry, std::string_view name) {
  std::vector<std::string> values;
  for (const PolicyAttribute& one : entry.attributes)
    if (one.name == name && one.value && !one.value->empty()) values.push_back(*one.value);
  return values;
}

// From 3.10.5 on an STS policy's own patterns decide which hosts are used, and these have to be
// what the certificate says.
bool is_by_host(const CheckedConfig& config, const PolicyEntry& entry) {
  return config.version >= PostfixVersion{3, 10, 5} &&
         is_on(config, nullptr, "smtp_tls_enforce_sts_mx_patterns") &&
         values_of(entry, "policy_type") == std::vector<std::string>{"sts"} &&
         !values_of(entry, "match").empty() && !values_of(entry, "mx_host_pattern").empty();
}

void take_findings(EffectivePolicy& policy, std::vector<CheckFinding> found,
                   const std::string& subject, int line) {
  for (CheckFinding& one : found) {
    one.finding.subject = subject;
    if (line > 0) one.finding.line = line;
    policy.findings.push_back(std::move(one.finding));
  }
}

void take_wanted(EffectivePolicy& policy, const CheckedConfig& config, const PolicyRules& rules) {
  const std::vector<std::string> match = values_of(policy.entry, "match");
  policy.wanted_from = "match";
  if (policy.level == "fingerprint") {
    policy.pins = match;
    if (!match.empty()) return;
    policy.wanted_from = "smtp_tls_fingerprint_cert_match";
    policy.pins = elements_of(rules.pins, ", \t\r\n");
    const auto setting = setting_of(config, nullptr, policy.wanted_from).value_or(Setting{});
    const std::vector<std::string_view> pins(policy.pins.begin(), policy.pins.end());
    if (!pins.empty())
      take_findings(policy, lint_pins(pins, policy.wanted_from + ": ", rules), setting.path,
                    setting.line);
    return;
  }
  if (policy.level != "verify" && policy.level != "secure") return;
  std::vector<std::string> patterns;
  for (const std::string& one : match)
    for (std::string& pattern : elements_of(one, ":")) patterns.push_back(std::move(pattern));
  if (match.empty()) {
    policy.wanted_from = fmt::format("smtp_tls_{}_cert_match", policy.level);
    patterns = elements_of(policy.level == "secure" ? rules.secure_names : rules.verify_names,
                           ", \t\r\n:");
  } else if (is_by_host(config, policy.entry)) {
    policy.wanted_from = "smtp_tls_enforce_sts_mx_patterns";
    patterns = {"hostname"};
  }
  policy.names = names_wanted(patterns, policy.next_hop, policy.mx, rules.version);
}

Finding nobody_trusted(const std::string& subject, int line, const std::string& level) {
  Finding finding{
      .id = "policy-without-ca",
      .severity = Severity::error,
      .subject = subject,
      .message = fmt::format("level {}, but smtp_tls_CAfile and smtp_tls_CApath are "
                             "empty: no certificate is trusted, and the mail stays here",
                             level),
      .hint =
          "set smtp_tls_CAfile to the CAs of the system, such as "
          "/etc/ssl/certs/ca-certificates.crt, or give the entry a tafile"};
  if (line > 0) finding.line = line;
  return finding;
}

}  // namespace

EffectivePolicy effective_policy(const CheckedConfig& config, const std::string& next_hop,
                                 const std::string& mx, PolicyLookup lookup) {
  const PolicyRules rules = policy_rules(config, nullptr, "smtp");
  EffectivePolicy policy{
      .next_hop = next_hop,
      .mx = mx,
      .lookup = std::move(lookup),
      .rules = {.version = config.version,
                .wildcards_span_labels =
                    config.version >= PostfixVersion{2, 11, 0} &&
                    is_on(config, nullptr, "tls_wildcard_matches_multiple_labels")},
      .digest = rules.digest_name};
  if (!policy.lookup.failure.empty()) return policy;
  std::string value = client_level(config, nullptr, smtp_level_names);
  const Setting level = setting_of(config, nullptr, "smtp_tls_security_level").value_or(Setting{});
  std::string subject = level.is_set() ? level.path : config.dir + "/main.cf";
  int line = level.line;
  if (const auto& hit = policy.lookup.entry) {
    value = hit->value;
    subject = hit->subject;
    line = hit->line;
    policy.from = "of the entry";
  } else {
    policy.from = level.is_set() ? "smtp_tls_security_level" : "the default of main.cf";
  }
  policy.entry = parse_policy_entry(next_hop, value);
  policy.level = policy.entry.level;
  EntryLook look = lint_policy_entry(next_hop, value, rules);
  take_findings(policy, std::move(look.findings), subject, line);
  if (look.needs_cas) policy.findings.push_back(nobody_trusted(subject, line, policy.level));
  policy.acts_as_may = policy.level == "dane" && !rules.has_dnssec;
  take_wanted(policy, config, rules);
  return policy;
}

}  // namespace postseal
