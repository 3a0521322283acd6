// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "core/der.hpp"

namespace postseal {

// The parts of a certificate (RFC 5280, 4.1) that a fingerprint needs, as raw bytes of the input.
// Nothing is decoded, so this costs a hundredth of what an X509 object costs.
struct CertificateSlices {
  std::string_view whole{};   // the certificate, without anything that follows it
  std::string_view serial{};  // body of the INTEGER
  std::string_view issuer{};  // the Name with its header
  std::string_view subject{};
  std::string_view public_key{};  // SubjectPublicKeyInfo as it stands, never encoded again
  der::Element not_before{};
  der::Element not_after{};
  std::string_view signed_part{};      // what the signature is of, with its header
  std::string_view algorithm{};        // of the signature: AlgorithmIdentifier, with its header
  std::string_view inner_algorithm{};  // the same as the signed part says it
  std::string_view signature{};        // body of the BIT STRING
};

// The certificate that INPUT begins with; nullopt: none in DER. What follows it is the caller's to
// judge.
[[nodiscard]] std::optional<CertificateSlices> slice_certificate(std::string_view input);

// The same of a certification request (RFC 2986, 4).
struct RequestSlices {
  std::string_view whole{};
  std::string_view subject{};
  std::string_view public_key{};
};

[[nodiscard]] std::optional<RequestSlices> slice_request(std::string_view input);

// The SubjectPublicKeyInfo that INPUT begins with; nullopt: none.
[[nodiscard]] std::optional<std::string_view> slice_public_key(std::string_view input);

}  // namespace postseal
