// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/secret.hpp"
#include "crypto/certificate.hpp"
#include "crypto/private_key.hpp"

namespace postseal {

// How an attempt to decrypt ended.
enum class Unlocking { done, wrong_passphrase, unsupported_cipher, too_many_rounds, damaged };

struct UnlockedKey {
  Unlocking outcome = Unlocking::damaged;
  std::optional<PrivateKey> key{};
};

// An EncryptedPrivateKeyInfo (PKCS#8). OpenSSL's legacy provider is loaded for it if need be.
[[nodiscard]] UnlockedKey unlock_pkcs8(std::string_view der, const Secret& passphrase);

// A PEM body with Proc-Type and DEK-Info headers (RFC 1421, as OpenSSL uses them).
[[nodiscard]] UnlockedKey unlock_traditional(std::string_view headers, std::string_view body,
                                             const Secret& passphrase);

struct UnlockedBag {
  Unlocking outcome = Unlocking::damaged;
  std::optional<PrivateKey> key{};
  std::vector<Certificate> certificates{};  // the key's first
};

// A PKCS#12 file. An empty passphrase stands for none as well.
[[nodiscard]] UnlockedBag unlock_pkcs12(std::string_view der, const Secret& passphrase);

// The certificates of a PKCS#7 SignedData; nullopt: DER is none.
[[nodiscard]] std::optional<std::vector<Certificate>> pkcs7_certificates(std::string_view der);

}  // namespace postseal
