// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/names.hpp"
#include "core/time.hpp"
#include "crypto/certificate.hpp"
#include "crypto/private_key.hpp"
#include "crypto/request.hpp"

namespace postseal {

struct Validity {
  Time from{};
  Time until{};
};

// Certificates begin an hour before they are made: clocks of other hosts may be behind.
inline constexpr std::chrono::hours backdating{1};

[[nodiscard]] Validity valid_for(Time now, int days);

enum class Purpose { server, client };

// The longest commonName there is (RFC 5280, A.1: ub-common-name). A longer first name is left out
// of the subject; subjectAltName then is critical.
inline constexpr std::size_t longest_common_name = 64;
[[nodiscard]] inline bool fits_common_name(const HostName& name) {
  return name.text.size() <= longest_common_name;
}

// A self-signed server certificate: CN is the first name, all are subjectAltNames; subject and
// authority key identifiers, keyUsage digitalSignature (and keyEncipherment for RSA), EKU
// serverAuth, no CA. A random serial of 20 bytes; SHA-256, or as strong as the curve.
[[nodiscard]] Certificate self_signed_certificate(const PrivateKey& key,
                                                  const std::vector<HostName>& names,
                                                  Validity validity);

// A request for a certificate like that.
[[nodiscard]] Request request_for(const PrivateKey& key, const std::vector<HostName>& names);

// The same certificate again, signed by KEY, with another serial and validity.
[[nodiscard]] Certificate renewed_certificate(const Certificate& old, const PrivateKey& key,
                                              Validity validity);

// The same certificate again, for KEY instead of its own key, and signed by KEY; its key
// identifiers and, unless it is a CA, its keyUsage are those of KEY.
[[nodiscard]] Certificate rekeyed_certificate(const Certificate& old, const PrivateKey& key,
                                              Validity validity);

// A CA of our own. PERMITTED domains become critical name constraints, and then no address is
// certified either; none: no constraints.
struct AuthorityWish {
  std::string common_name{};
  std::vector<std::string> permitted{};
  Validity validity{};
};
struct Issuer {
  const Certificate& certificate;
  const PrivateKey& key;
};

// May sign one level of CAs below itself.
[[nodiscard]] Certificate root_certificate(const PrivateKey& key, const AuthorityWish& wish);

// Signs end certificates only (path length 0).
[[nodiscard]] Certificate intermediate_certificate(const PrivateKey& key, const AuthorityWish& wish,
                                                   const Issuer& issuer);

struct LeafWish {
  std::vector<HostName> names{};
  Purpose purpose = Purpose::server;
  Validity validity{};
};
[[nodiscard]] Certificate issued_certificate(const PrivateKey& key, const LeafWish& wish,
                                             const Issuer& issuer);

// Whether the name constraints of a CA let it certify NAME.
[[nodiscard]] bool permits(const Certificate& authority, const HostName& name);

// The DNS domains that a CA's name constraints permit; empty: any.
[[nodiscard]] std::vector<std::string> permitted_domains(const Certificate& authority);

}  // namespace postseal
