// SPDX-License-Identifier: MIT
#include "core/policy_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/digest.hpp"
#include "core/policy_log.hpp"
#include "core/policy_pins.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view not_verified = "deferred, 4.7.5: Server certificate not verified";
constexpr PostfixVersion name_counts_again{3, 10, 4};  // in the word of the log

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// A buffer for half as many bytes as there are characters, and there is none of no bytes.
bool panics(const EffectivePolicy& policy) {
  return policy.rules.version >= library_matches_since && policy.level == "fingerprint" &&
         std::any_of(policy.pins.begin(), policy.pins.end(),
                     [](const std::string& pin) { return pin.size() < 2; });
}

const Finding* first_error(const EffectivePolicy& policy) {
  const auto found =
      std::find_if(policy.findings.begin(), policy.findings.end(),
                   [](const Finding& one) { return one.severity == Severity::error; });
  return found == policy.findings.end() ? nullptr : &*found;
}

PolicyVerdict deferred(std::string reason, std::vector<std::string> log,
                       std::optional<std::string> trust = {}) {
  return {.trust = std::move(trust),
          .delivers = false,
          .reason = std::move(reason),
          .log = std::move(log)};
}

bool is_wanted_length(const std::string& pin, const EffectivePolicy& policy) {
  const PinVerdict verdict =
      look_at_pin(pin, find_digest(policy.digest), policy.rules.version).verdict;
  return verdict == PinVerdict::usable || verdict == PinVerdict::of_nothing;
}

bool has_empty(const EffectivePolicy& policy, std::string_view name) {
  const auto& all = policy.entry.attributes;
  return std::any_of(all.begin(), all.end(), [&](const PolicyAttribute& one) {
    return one.name == name && (!one.value || one.value->empty());
  });
}

// Whether smtp(8) takes an entry for valid in spite of this error, connects, and then trusts
// nobody.
bool shows_later(const EffectivePolicy& policy, const Finding& error) {
  if (is_one_of(error.id, {"policy-secure-address", "policy-without-ca"})) return true;
  // "match=." is something, and matches nothing.
  if (error.id == "policy-match-empty") return !has_empty(policy, "match");
  if (!is_one_of(error.id, {"policy-digest-malformed", "policy-digest-colons",
                            "policy-digest-length", "pin-of-nothing"}))
    return false;
  // From 3.6 on fingerprints that are none are taken out, and one has to be left.
  return policy.rules.version < library_matches_since ||
         std::any_of(policy.pins.begin(), policy.pins.end(), [&](const std::string& pin) {
           return look_at_pin(pin, std::nullopt, policy.rules.version).verdict !=
                  PinVerdict::malformed;
         });
}

// Ciphers and protocols that nobody knows show when TLS begins; an empty grade makes the entry
// invalid.
bool fails_handshake(const EffectivePolicy& policy, const Finding& error) {
  return error.id == "policy-protocols" ||
         (error.id == "policy-ciphers" && !has_empty(policy, "ciphers"));
}

// The error that shows first, which need not be the first one of the entry. Null: none before the
// server has been asked.
const Finding* first_invalid(const EffectivePolicy& policy) {
  const Finding* later = nullptr;
  for (const Finding& one : policy.findings) {
    if (one.severity != Severity::error || shows_later(policy, one)) continue;
    if (!fails_handshake(policy, one)) return &one;
    if (later == nullptr) later = &one;
  }
  return later;
}

// An entry that smtp(8) takes for invalid, or a table that fails: no server is asked.
std::optional<PolicyVerdict> before_connecting(const EffectivePolicy& policy) {
  const std::string problem =
      fmt::format("warning: TLS policy lookup for {}/{}: client TLS configuration problem",
                  escaped(policy.next_hop), host_of(policy));
  const std::string end = "deferred, 4.7.5: client TLS configuration problem";
  if (!policy.lookup.failure.empty())
    return deferred(fmt::format("a lookup in the policy tables fails: {}", policy.lookup.failure),
                    {problem, end});
  if (panics(policy))
    return deferred(
        "a fingerprint of one character ends smtp(8) each time: the mail stays in the "
        "queue",
        {"panic: vstring_alloc: bad length 0"});
  const Finding* error = first_invalid(policy);
  if (error == nullptr) return std::nullopt;
  if (fails_handshake(policy, *error)) {
    PolicyVerdict verdict =
        deferred(error->message, {"deferred, 4.7.5: Cannot start TLS: handshake failure"});
    verdict.suggestion = error->hint;
    return verdict;
  }
  PolicyVerdict verdict = deferred(error->message, {problem, end});
  verdict.suggestion = error->hint;
  return verdict;
}

std::optional<PolicyVerdict> without_tls(const EffectivePolicy& policy,
                                         const OfferedChain* offered) {
  if (policy.level == "none")
    return PolicyVerdict{.delivers = offered ? std::optional(true) : std::nullopt,
                         .reason = "level none: mail goes out without TLS"};
  if (policy.unavailable.empty()) return std::nullopt;
  if (policy.level == "may")
    return PolicyVerdict{
        .delivers = offered ? std::optional(true) : std::nullopt,
        .reason = fmt::format("the client has no TLS: {}; at level may mail goes out without",
                              policy.unavailable)};
  return deferred(fmt::format("the client has no TLS: {}", policy.unavailable),
                  {"deferred, 4.7.5: TLS is required, but our TLS engine is unavailable"});
}

std::string what_is_asked(const EffectivePolicy& policy) {
  if (policy.level == "may") return "level may: mail goes out with or without TLS";
  if (policy.level == "encrypt")
    return "level encrypt: mail goes out with TLS only; the certificate does not matter";
  if (policy.level == "fingerprint")
    return "level fingerprint: the certificate or its key has to have one of the fingerprints";
  if (policy.level == "verify" || policy.level == "secure")
    return fmt::format("level {}: the certificate has to be trusted, and to have one of the names",
                       policy.level);
  if (policy.acts_as_may) return "level dane, which without DNSSEC does as level may";
  return fmt::format("level {}: TLSA records decide where there are any", policy.level);
}

bool has_pin(const EffectivePolicy& policy, const OfferedChain& offered) {
  const auto digits = [](std::string text) {
    text.erase(std::remove(text.begin(), text.end(), ':'), text.end());
    return lower(text);
  };
  const std::string certificate = digits(offered.certificate_pin);
  const std::string key = digits(offered.key_pin);
  return std::any_of(policy.pins.begin(), policy.pins.end(), [&](const std::string& pin) {
    const PinVerdict usable = look_at_pin(pin, std::nullopt, policy.rules.version).verdict;
    if (usable == PinVerdict::malformed || usable == PinVerdict::colonless) return false;
    return digits(pin) == certificate || (!key.empty() && digits(pin) == key);
  });
}

PolicyVerdict at_fingerprint(const EffectivePolicy& policy, const OfferedChain& offered) {
  if (offered.certificate_pin.empty())
    return {.reason = fmt::format("smtp_tls_fingerprint_digest is {}, which is not known here",
                                  quoted_text(policy.digest))};
  const bool by_library = policy.rules.version >= library_matches_since;
  const bool is_weak = by_library && offered.weak_key;
  if (has_pin(policy, offered) && !is_weak)
    return {.trust = "verified",
            .delivers = true,
            .reason =
                "a fingerprint of the server is one of those wanted; names, dates and issuers "
                "do not matter",
            .log = {established(policy, "verified")}};
  const std::string word = !by_library && offered.trusted ? "trusted" : "untrusted";
  const bool is_usable =
      std::any_of(policy.pins.begin(), policy.pins.end(),
                  [&](const std::string& pin) { return is_wanted_length(pin, policy); });
  std::vector<std::string> log;
  if (is_weak)
    log.push_back(numbered(policy, 0, 66, "EE certificate key too weak"));
  else if (by_library)
    log.push_back(is_usable ? no_record(policy) : unspecified(policy));
  log.push_back(established(policy, word));
  log.emplace_back(not_verified);
  return deferred(is_weak ? "the key of the server is too short for this level"
                          : "neither the certificate nor its key has one of the fingerprints",
                  std::move(log), word);
}

PolicyVerdict untrusted(const EffectivePolicy& policy, const OfferedChain& offered,
                        const NameMatch& names) {
  const std::string why =
      offered.trusted_by.empty()
          ? fmt::format("nothing is trusted: no CA is set ({})", offered.trust_error)
          : fmt::format("the chain is not trusted by {}: {}", offered.trusted_by,
                        offered.trust_error);
  return deferred(why,
                  {untrusted_line(policy, offered, names), established(policy, "untrusted"),
                   std::string(not_verified)},
                  "untrusted");
}

PolicyVerdict at_names(const EffectivePolicy& policy, const OfferedChain& offered,
                       const NameMatch& names) {
  if (!offered.trusted) return untrusted(policy, offered, names);
  if (names.outcome == MatchOutcome::matches)
    return {.trust = "verified",
            .delivers = true,
            .reason = fmt::format("the chain is trusted, and {}", names.why),
            .log = {established(policy, "verified")}};
  if (names.outcome == MatchOutcome::depends)
    return {.reason = fmt::format("the chain is trusted, but {}", names.why)};
  // The word is about the chain alone before 3.6, and again from 3.10.4 on where a host name
  // differs (X509_V_ERR_HOSTNAME_MISMATCH).
  const PostfixVersion& version = policy.rules.version;
  const bool by_library = version >= library_matches_since;
  const bool is_name = names.outcome == MatchOutcome::differs;
  const std::string word =
      !by_library || (version >= name_counts_again && is_name) ? "trusted" : "untrusted";
  std::vector<std::string> log;
  if (by_library && names.outcome == MatchOutcome::nothing_wanted)
    log.push_back(unspecified(policy));
  else if (by_library)
    log.push_back(mismatch(policy, names));
  log.push_back(established(policy, word));
  log.emplace_back(not_verified);
  return deferred(fmt::format("the chain is trusted, but {}", names.why), std::move(log), word);
}

PolicyVerdict with_server(const EffectivePolicy& policy, const OfferedChain& offered) {
  if (offered.outcome != LookOutcome::shown) return verdict_without_chain(policy, offered);
  if (policy.level == "fingerprint") {
    PolicyVerdict verdict = at_fingerprint(policy, offered);
    if (verdict.delivers == false) verdict.suggestion = suggestion_for(policy, offered, {});
    return verdict;
  }
  if (policy.level == "verify" || policy.level == "secure") {
    const NameMatch names = match_names(policy.names, offered.names, policy.rules);
    PolicyVerdict verdict = at_names(policy, offered, names);
    if (verdict.delivers == false) verdict.suggestion = suggestion_for(policy, offered, names);
    if (!verdict.delivers) verdict.suggestion = "name the host with --mx";
    return verdict;
  }
  const bool is_open = policy.level == "may" || policy.level == "encrypt" || policy.acts_as_may;
  if (!is_open) return {.reason = what_is_asked(policy)};
  const std::string word = offered.trusted ? "trusted" : "untrusted";
  return {.trust = word,
          .delivers = true,
          .reason = what_is_asked(policy),
          .log = {established(policy, word)}};
}

}  // namespace

PolicyVerdict policy_verdict(const EffectivePolicy& policy, const OfferedChain* offered) {
  if (auto verdict = before_connecting(policy)) return *verdict;
  if (auto verdict = without_tls(policy, offered)) return *verdict;
  if (offered != nullptr) return with_server(policy, *offered);
  if (const Finding* error = first_error(policy)) {
    PolicyVerdict verdict = deferred(error->message, {std::string(not_verified)});
    verdict.suggestion = error->hint;
    return verdict;
  }
  return {.reason = what_is_asked(policy)};
}

}  // namespace postseal
