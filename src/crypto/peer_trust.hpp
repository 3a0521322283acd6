// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/time.hpp"
#include "crypto/certificate.hpp"

namespace postseal {

// What a client trusts.
struct TrustRules {
  std::vector<Certificate> cas{};  // of CAfile and CApath: chains end at a self-signed one
  // smtp_tls_trust_anchor_file and tafile: chains may end at any of them, and CAS do not count.
  std::vector<Certificate> anchors{};
  std::vector<std::string> anchor_keys{};  // SubjectPublicKeyInfo, DER
  bool by_anchors = false;
  bool anchors_match_leaf = false;  // from Postfix 3.6 on
  int depth = 9;                    // smtp_tls_scert_verifydepth
  int security_level = 0;           // 1 where the certificate has to match (OpenSSL's levels)
  Time now{};
};

struct PeerTrust {
  bool trusted = false;
  int code = 0;                     // X509_V_ERR_...
  int depth = 0;                    // of the certificate that it is about, from 0 for the leaf
  bool shows_before_names = false;  // OpenSSL finds it before it looks at names
  std::string error{};              // OpenSSL's words: "unable to get local issuer certificate"
  std::string issuer{};             // of that certificate, "/C=US/CN=Root"
  bool dated = false;               // a certificate of the chain is out of date
  bool unfit = false;               // not for servers
  bool weak_key = false;            // the key of the leaf is too short at this security level
  bool no_issuer = false;           // an issuer is not known
  bool no_anchor = false;           // it ends at a root that is not trusted
};

// Whether the chain SENT, leaf first, verifies for a TLS server (X509_verify_cert()).
[[nodiscard]] PeerTrust peer_trust(const std::vector<Certificate>& sent, const TrustRules& rules);

}  // namespace postseal
