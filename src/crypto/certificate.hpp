// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/plain_certificate.hpp"
#include "core/time.hpp"
#include "crypto/key_facts.hpp"

namespace postseal {

enum class NameKind { dns, address, email, uri, other };

// One subjectAltName.
struct SubjectName {
  NameKind kind = NameKind::other;
  std::string text{};  // printable: see escaped()
  std::string raw{};   // the bytes in the certificate
};

// An X.509 certificate: cheap to copy (shared, immutable). Its outline (names, dates, key bytes) is
// read at once, its plain facts when first asked for; OpenSSL decodes it only where it has to.
class Certificate {
 public:
  // The certificate that fills DER exactly; nullopt: it is none.
  [[nodiscard]] static std::optional<Certificate> read(std::string_view der);

  // Exact bytes, as they are in the certificate.
  [[nodiscard]] std::string_view der() const noexcept;
  [[nodiscard]] std::string_view spki_der() const noexcept;  // SubjectPublicKeyInfo
  [[nodiscard]] std::string_view subject_der() const noexcept;
  [[nodiscard]] std::string_view issuer_der() const noexcept;
  [[nodiscard]] std::string pem() const;

  // "C=US, O=Example, CN=mx.example.org", in the order of the certificate, printable; "" if empty.
  [[nodiscard]] std::string subject() const;
  [[nodiscard]] std::string issuer() const;
  [[nodiscard]] std::string serial() const;  // upper-case hex, at least one byte
  [[nodiscard]] Time not_before() const noexcept;
  [[nodiscard]] Time not_after() const noexcept;

  // Null: OpenSSL has to be asked, which is what all that follows does by itself.
  [[nodiscard]] const PlainCertificate* plain() const;
  // Whether its key is one that plain_public_key() reads.
  [[nodiscard]] bool has_plain_key() const;

  // What follows is plain or needs OpenSSL's decoding; where that fails each answers with nothing.
  [[nodiscard]] bool decodes() const;
  [[nodiscard]] std::vector<SubjectName> names() const;         // subjectAltName
  [[nodiscard]] std::vector<std::string> common_names() const;  // printable
  [[nodiscard]] KeyFacts key() const;
  [[nodiscard]] std::string signature_algorithm() const;  // "ecdsa-with-SHA256"
  [[nodiscard]] std::string subject_key_id() const;       // "AA:BB:..."; "" if there is none
  [[nodiscard]] std::string authority_key_id() const;
  [[nodiscard]] bool is_ca() const;
  [[nodiscard]] std::optional<int> path_length() const;
  [[nodiscard]] std::vector<std::string> key_usage() const;           // "digitalSignature", ...
  [[nodiscard]] std::vector<std::string> extended_key_usage() const;  // "serverAuth", OIDs

  // Whether ISSUER's key made this certificate's signature. Names are not looked at.
  [[nodiscard]] bool signed_by(const Certificate& issuer) const;
  // Whether ISSUER's subject is this certificate's issuer (compared as RFC 5280, 7.1).
  [[nodiscard]] bool names_as_issuer(const Certificate& issuer) const;
  // Issuer equals subject and the signature is by its own key.
  [[nodiscard]] bool self_signed() const;

  [[nodiscard]] const EVP_PKEY* public_key() const;  // borrowed; null: unreadable
  [[nodiscard]] X509* native() const;                // borrowed; null: does not decode

  friend bool operator==(const Certificate& a, const Certificate& b) noexcept {
    return a.der() == b.der();
  }

 private:
  struct Parts;
  explicit Certificate(std::shared_ptr<const Parts> parts) noexcept : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;
};

}  // namespace postseal
