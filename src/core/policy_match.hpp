// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/version.hpp"

namespace postseal {

// A name that the certificate may have: of match, or of smtp_tls_secure_cert_match and its kin.
struct WantedName {
  std::string text{};  // "example.net", ".example.net"; "hostname" where nobody knows the host
  std::string from{};  // "nexthop", "dot-nexthop", "hostname", or the name as written
  bool is_known = true;
};

// What PATTERNS come to for a delivery to NEXT_HOP by way of the host MX ("": not known, unless the
// next hop is a host). Names that are not ASCII are turned into A-labels from 3.0 on.
[[nodiscard]] std::vector<WantedName> names_wanted(const std::vector<std::string>& patterns,
                                                   std::string_view next_hop, std::string_view mx,
                                                   const PostfixVersion& version);

// The domain or host in a next hop, as written: what "nexthop" stands for.
[[nodiscard]] std::string domain_in_next_hop(std::string_view next_hop);

// An IPv4 or IPv6 address.
[[nodiscard]] bool is_address(std::string_view text);

enum class OfferedKind { dns, address, common_name };
struct OfferedName {
  OfferedKind kind = OfferedKind::dns;
  std::string text{};  // printable
  std::string raw{};   // as in the certificate; of an address 4 or 16 bytes
};

// The names in a certificate that Postfix looks at: all of subjectAltName that are DNS names and
// addresses; where there is no DNS name the common name, or from 3.6 on each of them.
[[nodiscard]] std::vector<OfferedName> names_that_count(std::vector<OfferedName> all,
                                                        const PostfixVersion& version);

struct MatchRules {
  PostfixVersion version{};
  // tls_wildcard_matches_multiple_labels, 2.11 to 3.5.
  bool wildcards_span_labels = false;
};

enum class MatchOutcome {
  matches,
  differs,          // no name fits
  address_differs,  // an address is wanted, and is not in the certificate
  both_differ,
  depends,         // on the name of the host, which nobody knows
  nothing_wanted,  // no usable name
};
struct NameMatch {
  MatchOutcome outcome = MatchOutcome::differs;
  std::string why{};  // the rule that decided, as a sentence without its end
};

// Whether Postfix of this version takes a certificate with these names.
[[nodiscard]] NameMatch match_names(const std::vector<WantedName>& wanted,
                                    const std::vector<OfferedName>& offered,
                                    const MatchRules& rules);

// From 3.6 on OpenSSL compares, as X509_check_host() with X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS.
inline constexpr PostfixVersion library_matches_since{3, 6, 0};

}  // namespace postseal
