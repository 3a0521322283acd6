// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace postseal {

// What a DER value is, by its outermost structure alone.
enum class DerKind {
  certificate,    // or a revocation list
  request,        // a certification request
  pkcs8,          // PrivateKeyInfo
  pkcs1,          // RSAPrivateKey, and whatever else is a SEQUENCE of numbers
  sec1,           // ECPrivateKey
  encrypted_key,  // EncryptedPrivateKeyInfo
  public_key,     // SubjectPublicKeyInfo
  pkcs12,
  pkcs7,
  other,
};

// DER is one whole element.
[[nodiscard]] DerKind kind_of(std::string_view der);

}  // namespace postseal
