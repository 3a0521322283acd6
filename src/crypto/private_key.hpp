// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/key_type.hpp"
#include "core/secret.hpp"
#include "crypto/key_facts.hpp"

namespace postseal {

class Certificate;

// A private key of any kind OpenSSL reads. Move-only; wiped when dropped.
class PrivateKey {
 public:
  // A fresh key. Errors: "crypto-failed" (no entropy).
  [[nodiscard]] static PrivateKey generate(KeyType type);
  // The key in one unencrypted DER value (PKCS#8, PKCS#1 or SEC1) without trailing bytes; nullopt:
  // it is none.
  [[nodiscard]] static std::optional<PrivateKey> from_der(std::string_view der);
  // Takes over the caller's reference.
  [[nodiscard]] static PrivateKey adopt(EVP_PKEY* key);

  PrivateKey(PrivateKey&&) noexcept = default;
  PrivateKey& operator=(PrivateKey&&) noexcept = default;
  PrivateKey(const PrivateKey&) = delete;
  PrivateKey& operator=(const PrivateKey&) = delete;
  ~PrivateKey() = default;

  // "-----BEGIN PRIVATE KEY-----", unencrypted.
  [[nodiscard]] Secret pkcs8_pem() const;
  // PKCS#1 or SEC1, unencrypted. Error "key-no-traditional" for the kinds that have no such form.
  [[nodiscard]] Secret traditional_pem() const;
  // The SubjectPublicKeyInfo of its public half, as OpenSSL encodes it.
  [[nodiscard]] std::string spki_der() const;

  [[nodiscard]] KeyFacts facts() const { return facts_of(key_.get()); }
  [[nodiscard]] std::string description() const { return facts().description; }
  [[nodiscard]] KeyFamily family() const { return facts().family; }

  // Whether the certificate is for this key: the public keys are equal as numbers.
  [[nodiscard]] bool matches(const Certificate& certificate) const;
  [[nodiscard]] bool same_as(const PrivateKey& other) const;

  [[nodiscard]] EVP_PKEY* native() const noexcept { return key_.get(); }  // borrowed

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const noexcept;
  };
  explicit PrivateKey(EVP_PKEY* key) noexcept : key_(key) {}

  std::unique_ptr<EVP_PKEY, Free> key_;
  Secret pkcs8_{};  // what it was read from, where OpenSSL would write the same bytes; or empty
};

}  // namespace postseal
