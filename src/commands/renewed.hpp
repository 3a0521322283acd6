// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/names.hpp"
#include "crypto/certificate.hpp"
#include "crypto/private_key.hpp"

namespace postseal {

// Where renewed material lies. Paths are absolute; the certificate's file may hold the whole chain.
struct RenewedSource {
  std::string certificate{};
  std::string key{};
  std::string chain{};  // "": none apart
};

// Renewed material that is fit to be installed.
struct Renewed {
  std::shared_ptr<const PrivateKey> key{};
  std::vector<Certificate> chain{};  // leaf, then its issuers without the root
  std::string algorithm{};           // "rsa", "ec", ...
  bool self_signed = false;

  [[nodiscard]] const Certificate& leaf() const { return chain.front(); }
};

// Reads and judges it. Errors, besides those of reading: "lineage-half-flipped" (symbolic links of
// one certbot lineage that are of different renewals), "key-cert-mismatch", "certificate-expired",
// "certificate-not-yet-valid", "chain-incomplete" (nobody has the issuer of the leaf),
// "key-unsupported", "leaf-is-ca".
[[nodiscard]] Renewed read_renewed(Context& context, const RenewedSource& source);

// The names a certificate is for, as people compare them: lower case, A-labels, canonical
// addresses; the common name only where there is no other.
[[nodiscard]] std::vector<std::string> served_names(const Certificate& certificate);

// Whether NAME is one of NAMES, or covered by a wildcard among them (RFC 6125, 6.4.3: the leftmost
// label, whole).
[[nodiscard]] bool covers(const std::vector<std::string>& names, const std::string& name);

}  // namespace postseal
