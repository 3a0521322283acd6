// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/policy_entry.hpp"
#include "core/policy_lookup.hpp"
#include "core/policy_match.hpp"
#include "core/served.hpp"

namespace postseal {

// What holds for one next hop, before any server is asked.
struct EffectivePolicy {
  std::string next_hop{};
  std::string mx{};  // as given; may be ""
  // Of the server that was asked; "" and 0: none was.
  std::string address{};
  int port = 0;
  PolicyLookup lookup{};
  std::string level{};              // in lower case; "": no lookup came to an end
  std::string from{};               // where it was said, for people
  std::string place{};              // "/etc/postfix/tls_policy:3"; "": a default
  PolicyEntry entry{};              // without one in a table: of this level, and nothing else
  std::string wanted_from{};        // "match of the entry", "smtp_tls_secure_cert_match"
  std::vector<WantedName> names{};  // of verify and secure
  std::vector<std::string> pins{};  // of fingerprint
  std::vector<Finding> findings{};  // of the entry; an error defers the mail
  MatchRules rules{};
  std::string digest{};       // smtp_tls_fingerprint_digest
  bool acts_as_may = false;   // dane, while nobody can look for TLSA records
  std::string unavailable{};  // why the client has no TLS at all
};

// The chain that a server shows, and what is made of it.
struct OfferedChain {
  // Other than `shown`: there is no chain, and what it said instead.
  LookOutcome outcome = LookOutcome::shown;
  std::string said{};
  std::vector<OfferedName> names{};  // those that count
  std::string certificate_pin{};     // "AA:BB:..."; "": no such digest here
  std::string key_pin{};             // "": this version does not look at it
  bool trusted = false;
  std::string trusted_by{};  // "smtp_tls_CAfile", "tafile"; "": nothing is trusted at all
  bool by_anchors = false;   // tafile, or smtp_tls_trust_anchor_file
  // Why it is not trusted: OpenSSL's number, the place in the chain and the words; kinds of it.
  int trust_code = 0;
  int trust_depth = 0;
  std::string trust_error{};
  bool shows_before_names = false;  // found before names are looked at
  int most_issuers = 10;            // smtp_tls_scert_verifydepth, and one
  std::string issuer{};             // the one that is missing, "/C=US/CN=Root"
  bool dated = false;
  bool unfit = false;  // not for servers
  bool weak_key = false;
  bool no_issuer = false;
  bool no_anchor = false;
  bool system_would_do = false;  // the CAs of this machine would make it trusted
  std::string system_cas{};      // their file; "": none
};

struct PolicyVerdict {
  std::optional<std::string> trust{};  // the word of the log, in lower case
  std::optional<bool> delivers{};
  std::string reason{};
  std::string suggestion{};
  std::vector<std::string> log{};  // without time, host and process
};

// OFFERED: null where no server is known.
[[nodiscard]] PolicyVerdict policy_verdict(const EffectivePolicy& policy,
                                           const OfferedChain* offered);

// Of a server that was asked and has no chain to show: STARTTLS is missing, or refused, or leads to
// no certificate.
[[nodiscard]] PolicyVerdict verdict_without_chain(const EffectivePolicy& policy,
                                                  const OfferedChain& offered);

// The smallest change that makes this server pass, and what it costs; "": there is none.
[[nodiscard]] std::string suggestion_for(const EffectivePolicy& policy, const OfferedChain& offered,
                                         const NameMatch& names);

// The same where there is no TLS to be had.
[[nodiscard]] std::string suggestion_without_tls(const EffectivePolicy& policy,
                                                 const OfferedChain& offered);

}  // namespace postseal
