// SPDX-License-Identifier: MIT
#include "core/policy_log.hpp"

#include <fmt/format.h>

#include "core/text.hpp"

namespace postseal {
namespace {

// namaddrport of a session.
std::string with_port(const EffectivePolicy& policy) {
  return fmt::format("{}:{}", with_address(policy),
                     policy.port == 0 ? "PORT" : std::to_string(policy.port));
}

std::string failed_verification(const EffectivePolicy& policy, std::string_view why) {
  return fmt::format("certificate verification failed for {}: {}", with_port(policy), why);
}

// From 3.10.4 on a host name that differs is told of only if there is nothing else; an address that
// differs still is (update_error_state() of tls_verify.c).
bool passes_names_over(const EffectivePolicy& policy) {
  return policy.rules.version >= PostfixVersion{3, 10, 4};
}

// Whether names that differ are told of where the chain is not trusted. They are of the server's
// certificate, at depth 0 (check_id() of OpenSSL), which errors further up give way to.
bool names_count(const EffectivePolicy& policy, const NameMatch& names) {
  const bool is_address =
      names.outcome == MatchOutcome::address_differs || names.outcome == MatchOutcome::both_differ;
  return is_address || (names.outcome == MatchOutcome::differs && !passes_names_over(policy));
}

}  // namespace

std::string host_of(const EffectivePolicy& policy) {
  if (!policy.mx.empty()) return escaped(policy.mx);
  return policy.next_hop.starts_with('[') ? escaped(domain_in_next_hop(policy.next_hop)) : "HOST";
}

std::string with_address(const EffectivePolicy& policy) {
  return fmt::format("{}[{}]", lower(host_of(policy)),
                     policy.address.empty() ? "ADDRESS" : escaped(policy.address));
}

std::string established(const EffectivePolicy& policy, std::string word) {
  word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return fmt::format("{} TLS connection established to {}: ...", word, with_port(policy));
}

std::string numbered(const EffectivePolicy& policy, int depth, int code, std::string_view words) {
  return (depth == 0 ? "server " : "CA ") +
         failed_verification(policy, fmt::format("num={}:{}", code, words));
}

std::string unspecified(const EffectivePolicy& policy) {
  return numbered(policy, 0, 1, "unspecified certificate verification error");
}
std::string no_record(const EffectivePolicy& policy) {
  return numbered(policy, 0, 65, "no matching DANE TLSA records");
}

std::string mismatch(const EffectivePolicy& policy, const NameMatch& names) {
  const bool shows_address =
      names.outcome == MatchOutcome::address_differs ||
      (names.outcome == MatchOutcome::both_differ && passes_names_over(policy));
  return numbered(policy, 0, shows_address ? 64 : 62,
                  shows_address ? "IP address mismatch" : "hostname mismatch");
}

std::string untrusted_line(const EffectivePolicy& policy, const OfferedChain& offered,
                           const NameMatch& names) {
  constexpr int issuer_unknown = 20;  // X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
  constexpr int too_long = 22;        // X509_V_ERR_CERT_CHAIN_TOO_LONG
  const bool by_library = policy.rules.version >= library_matches_since;
  if (by_library && names.outcome == MatchOutcome::nothing_wanted) return unspecified(policy);
  const bool is_first = offered.trust_depth == 0 && offered.shows_before_names;
  if (by_library && !is_first && names_count(policy, names)) return mismatch(policy, names);
  if (by_library && offered.by_anchors && (offered.no_issuer || offered.no_anchor))
    return numbered(policy, offered.trust_depth, 65, "no matching DANE TLSA records");
  if (offered.no_anchor) return failed_verification(policy, "self-signed certificate");
  if (offered.trust_code == issuer_unknown)
    return failed_verification(policy, fmt::format("untrusted issuer {}", offered.issuer));
  if (offered.unfit)
    return failed_verification(policy, fmt::format("not designated for use as a {} certificate",
                                                   offered.trust_depth == 0 ? "server" : "CA"));
  if (offered.trust_code == too_long)
    return failed_verification(
        policy, fmt::format("certificate chain longer than limit({})", offered.most_issuers));
  if (offered.dated)
    return (offered.trust_depth == 0 ? "server " : "CA ") +
           failed_verification(policy, offered.trust_error);
  return numbered(policy, offered.trust_depth, offered.trust_code, offered.trust_error);
}

}  // namespace postseal
