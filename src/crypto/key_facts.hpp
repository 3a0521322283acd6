// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <optional>
#include <string>

#include "core/key_type.hpp"

namespace postseal {

// Postfix keeps one chain for each of these (SSL_CTX holds one certificate per kind of key).
enum class KeyFamily { rsa, rsa_pss, dsa, ec, ed25519, ed448, other };

// What can be said of a private or public key without the key.
struct KeyFacts {
  KeyFamily family = KeyFamily::other;
  std::string description{};  // "rsa:2048", "ec:p256", "ec:secp256k1", "rsa-pss:2048", "ed25519"
  int bits = 0;               // of the modulus or the field
  std::optional<KeyType> type{};  // if it is one that postseal makes
  bool explicit_curve = false;    // EC with its curve spelt out: most TLS clients refuse it
};

// KEY may be null (a public key OpenSSL cannot read): "unknown".
[[nodiscard]] KeyFacts facts_of(const EVP_PKEY* key);

}  // namespace postseal
