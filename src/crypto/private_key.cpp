// SPDX-License-Identifier: MIT
#include "crypto/private_key.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "core/base64.hpp"
#include "core/error.hpp"
#include "crypto/certificate.hpp"
#include "crypto/openssl.hpp"
#include "crypto/plain_key.hpp"

namespace postseal {
namespace {

EVP_PKEY* generated(KeyType type) {
  const auto rsa = [](std::size_t bits) {
    return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits);
  };
  const auto ec = [](const char* curve) {
    return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve);
  };
  switch (type) {
    case KeyType::rsa_2048:
      return rsa(2048);
    case KeyType::rsa_3072:
      return rsa(3072);
    case KeyType::rsa_4096:
      return rsa(4096);
    case KeyType::ec_p256:
      return ec("P-256");
    case KeyType::ec_p384:
      return ec("P-384");
    case KeyType::ec_p521:
      return ec("P-521");
    case KeyType::ed25519:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case KeyType::ed448:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448");
  }
  return nullptr;
}

// RFC 7468, section 10.
Secret private_key_pem(std::string_view der) {
  constexpr std::size_t width = 64;
  std::string text = base64(der);
  Secret pem("-----BEGIN PRIVATE KEY-----\n");
  for (std::size_t at = 0; at < text.size(); at += width) {
    pem.append(std::string_view(text).substr(at, width));
    pem.append("\n");
  }
  pem.append("-----END PRIVATE KEY-----\n");
  OPENSSL_cleanse(text.data(), text.size());
  return pem;
}

}  // namespace

void PrivateKey::Free::operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }

PrivateKey PrivateKey::generate(KeyType type) {
  return adopt(require(PkeyHandle(generated(type)), fmt::format("making a {} key", name_of(type)))
                   .release());
}

std::optional<PrivateKey> PrivateKey::from_der(std::string_view der) {
  if (PkeyHandle plain = plain_private_key(der)) {
    PrivateKey key = adopt(plain.release());
    key.pkcs8_ = Secret(der);
    return key;
  }
  const unsigned char* at = bytes_of(der);
  PkeyHandle key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!key || at != bytes_of(der) + der.size()) return std::nullopt;
  return adopt(key.release());
}

PrivateKey PrivateKey::adopt(EVP_PKEY* key) { return PrivateKey(key); }

// To look for an encoder takes OpenSSL 3.0 ten times as long as to read the key.
Secret PrivateKey::pkcs8_pem() const {
  if (!pkcs8_.empty()) return private_key_pem(pkcs8_.reveal());
  const BioHandle bio = memory_bio();
  require(
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr),
      "writing a private key");
  return Secret(written(bio));
}

Secret PrivateKey::traditional_pem() const {
  const KeyFacts about = facts();
  if (about.family != KeyFamily::rsa && about.family != KeyFamily::ec &&
      about.family != KeyFamily::dsa)
    throw Error(Fault::input,
                {.id = "key-no-traditional",
                 .subject = "--traditional",
                 .message = fmt::format("a key of type {} has no traditional form, only PKCS#8",
                                        about.description),
                 .hint = "leave --traditional out"});
  const BioHandle bio = memory_bio();
  require(PEM_write_bio_PrivateKey_traditional(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                               nullptr),
          "writing a private key");
  return Secret(written(bio));
}

std::string PrivateKey::spki_der() const {
  return der_of<i2d_PUBKEY>(key_.get(), "writing a public key");
}

bool PrivateKey::matches(const Certificate& certificate) const {
  if (plain_pair(pkcs8_.reveal(), certificate.spki_der())) return true;
  const PkeyHandle plain = plain_public_key(certificate.spki_der());
  const EVP_PKEY* other = plain ? plain.get() : certificate.public_key();
  const bool equal = other != nullptr && EVP_PKEY_eq(key_.get(), other) == 1;
  ERR_clear_error();
  return equal;
}

bool PrivateKey::same_as(const PrivateKey& other) const {
  const bool equal = EVP_PKEY_eq(key_.get(), other.key_.get()) == 1;
  ERR_clear_error();
  return equal;
}

}  // namespace postseal
