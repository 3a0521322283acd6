// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/case_folding.hpp"
#include "core/check_finding.hpp"
#include "core/digest.hpp"
#include "core/version.hpp"

namespace postseal {

// What decides about an entry of a policy table beside its own words: the settings of the program
// that reads the table.
struct PolicyRules {
  PostfixVersion version{};
  std::string program{"smtp"};     // or "lmtp": what its parameters begin with
  std::string digest_name{};       // smtp_tls_fingerprint_digest
  std::optional<Digest> digest{};  // nullopt: one whose length we do not know
  std::string pins{};              // smtp_tls_fingerprint_cert_match
  std::string verify_names{};      // smtp_tls_verify_cert_match
  std::string secure_names{};      // smtp_tls_secure_cert_match
  bool has_trust_anchors = false;  // smtp_tls_trust_anchor_file
  bool has_cas = false;            // smtp_tls_CAfile or smtp_tls_CApath
  bool has_dnssec = false;         // smtp_dns_support_level is dnssec
  KeyCase key_case = KeyCase::unicode;
};

// What is told of one entry, and of one list of fingerprints, however long it is.
inline constexpr std::size_t most_findings_of_an_entry = 20;

struct EntryLook {
  std::vector<CheckFinding> findings{};      // without subject and line
  std::vector<std::string> trust_anchors{};  // the files of tafile attributes
  bool needs_cas = false;  // no server passes unless its issuer is known, and nothing says who is
};

// What Postfix will make of one entry. An error: it defers the mail of everything that is sent
// there.
[[nodiscard]] EntryLook lint_policy_entry(std::string_view key, std::string_view value,
                                          const PolicyRules& rules);

// The same for a list of fingerprints, each of which is as good as the others. WHERE begins the
// messages: "\"example.net\": " of an entry, "smtp_tls_fingerprint_cert_match: ".
[[nodiscard]] std::vector<CheckFinding> lint_pins(const std::vector<std::string_view>& pins,
                                                  std::string_view where, const PolicyRules& rules);

// Releases before this one warn about a malformed attribute and go on.
inline constexpr PostfixVersion policy_errors_since{2, 5, 0};

}  // namespace postseal
