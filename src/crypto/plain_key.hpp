// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "core/x509_slices.hpp"
#include "crypto/openssl.hpp"

namespace postseal {

// Keys and signatures of the usual kinds, straight from their DER. Where one is not usual, or
// anything is wrong with it, the answer is nothing and OpenSSL's decoders are to be asked: those of
// 3.0 gather everything they could decode anew for every key, which takes longer than a signature.

// An RSA or EC key (P-256, P-384, P-521) of a SubjectPublicKeyInfo (RFC 8017, A.1; RFC 5480, 2).
[[nodiscard]] PkeyHandle plain_public_key(std::string_view spki_der);

// An EC key of a PrivateKeyInfo that holds its public key as well (RFC 5208, RFC 5915), in the very
// bytes that OpenSSL would write for it.
[[nodiscard]] PkeyHandle plain_private_key(std::string_view pkcs8_der);

// Whether SPKI_DER is, byte by byte, the public key that a plain private key holds. Where it is not
// the two may belong together all the same.
[[nodiscard]] bool plain_pair(std::string_view pkcs8_der, std::string_view spki_der);

// X509_set_pubkey() for an EC key of these curves; false: nothing was done. OpenSSL 3.0 looks for
// an encoder first and for a decoder then, which takes as long as all else about a certificate.
[[nodiscard]] bool set_plain_public_key(X509* certificate, const EVP_PKEY* key);

// Whether KEY made the signature: ECDSA or RSA PKCS#1 v1.5 with SHA-256, SHA-384 or SHA-512.
[[nodiscard]] std::optional<bool> plain_verdict(const CertificateSlices& certificate,
                                                EVP_PKEY* key);

}  // namespace postseal
