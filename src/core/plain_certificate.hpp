// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/x509_slices.hpp"

namespace postseal {

// What a certificate's extensions say to whoever builds a chain (RFC 5280, 4.2.1). The views are
// into its bytes.
struct PlainCertificate {
  // Its names without spaces, in lower case: where these differ, the names do (RFC 5280, 7.1).
  std::string subject{};
  std::string issuer{};
  std::string_view subject_key_id{};  // "" if there is none
  std::string_view authority_key_id{};
  std::optional<bool> basic_ca{};  // what basicConstraints says, where there are any
  std::optional<int> path_length{};
  std::optional<unsigned> key_usage{};  // OpenSSL's bits: KU_KEY_CERT_SIGN and so on

  // What X509_check_ca() says of it.
  [[nodiscard]] bool is_ca() const noexcept;
};

// The facts, where all of the certificate is usual: version 3, names as plain_name_text() wants
// them, an RSA or named EC key, ECDSA or RSA signatures with SHA-2, DER throughout, and extensions
// that OpenSSL would take nothing else from. Each of these is then what OpenSSL says, which decodes
// it, and knows nothing against it. nullopt: OpenSSL has to be asked, which costs a hundred times
// as much.
[[nodiscard]] std::optional<PlainCertificate> plain_certificate(const CertificateSlices& slices);

}  // namespace postseal
