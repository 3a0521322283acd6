// SPDX-License-Identifier: MIT
#include "crypto/public_identity.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <initializer_list>

#include "core/text.hpp"
#include "crypto/key_facts.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

std::string numbers_of(const EVP_PKEY* key, std::initializer_list<const char*> names) {
  std::string all;
  for (const char* name : names) {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    const BignumHandle owned(number);
    const BytesHandle hex(number == nullptr ? nullptr
                                            : reinterpret_cast<unsigned char*>(BN_bn2hex(number)));
    all += '/';
    if (hex) all += reinterpret_cast<const char*>(hex.get());
  }
  return all;
}

std::string encoded(const EVP_PKEY* key) {
  unsigned char* bytes = nullptr;
  const int size = i2d_PUBKEY(key, &bytes);
  const BytesHandle owned(bytes);
  return size > 0 ? upper_hex(text_of(bytes, static_cast<std::size_t>(size))) : "";
}

std::string text_of_key(const EVP_PKEY* key, const KeyFacts& facts) {
  switch (facts.family) {
    case KeyFamily::rsa:
    case KeyFamily::rsa_pss:
      return numbers_of(key, {OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E});
    case KeyFamily::ec:
      if (facts.description != "ec:unknown")
        return numbers_of(key, {OSSL_PKEY_PARAM_EC_PUB_X, OSSL_PKEY_PARAM_EC_PUB_Y});
      return encoded(key);
    default:
      return encoded(key);
  }
}

}  // namespace

std::string slot_of(const EVP_PKEY* key) {
  switch (facts_of(key).family) {
    case KeyFamily::rsa:
      return "RSA";
    case KeyFamily::rsa_pss:
      return "RSA-PSS";
    case KeyFamily::dsa:
      return "DSA";
    case KeyFamily::ec:
      return "ECDSA";
    case KeyFamily::ed25519:
      return "ED25519";
    case KeyFamily::ed448:
      return "ED448";
    case KeyFamily::other:
      return "";
  }
  return "";
}

std::string public_identity(const EVP_PKEY* key) {
  if (key == nullptr) return "";
  const KeyFacts facts = facts_of(key);
  std::string identity = facts.description + text_of_key(key, facts);
  ERR_clear_error();
  return identity;
}

}  // namespace postseal
