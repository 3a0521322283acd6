// SPDX-License-Identifier: MIT
#include "crypto/plain_key.hpp"

#include <catch2/catch.hpp>

#include "crypto/private_key.hpp"
#include "fixture.hpp"

namespace {

using namespace postseal;

std::string der_of(const PrivateKey& key) {
  unsigned char* bytes = nullptr;
  const auto* const native = key.native();
  PKCS8_PRIV_KEY_INFO* const info = EVP_PKEY2PKCS8(native);
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info, &bytes);
  std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  PKCS8_PRIV_KEY_INFO_free(info);
  OPENSSL_free(bytes);
  return der;
}

}  // namespace

TEST_CASE("plain key: an EC key is the one that OpenSSL reads", "[key]") {
  for (const KeyType type : {KeyType::ec_p256, KeyType::ec_p384, KeyType::ec_p521}) {
    const PrivateKey key = PrivateKey::generate(type);
    const std::string der = der_of(key);
    PkeyHandle read = plain_private_key(der);
    REQUIRE(read);
    const PrivateKey again = PrivateKey::adopt(read.release());
    CHECK(again.same_as(key));
    CHECK(again.pkcs8_pem().reveal() == key.pkcs8_pem().reveal());
    CHECK(plain_public_key(key.spki_der()));
    CHECK_FALSE(plain_private_key(der + "x"));
    for (std::size_t size = 0; size < der.size(); ++size)
      CHECK_FALSE(plain_private_key(der.substr(0, size)));
  }
}

TEST_CASE("plain key: other kinds are left to OpenSSL", "[key]") {
  CHECK_FALSE(plain_private_key(der_of(PrivateKey::generate(KeyType::ed25519))));
  CHECK_FALSE(plain_public_key(PrivateKey::generate(KeyType::ed25519).spki_der()));
  CHECK(plain_public_key(PrivateKey::generate(KeyType::rsa_2048).spki_der()));
  std::string off_curve = PrivateKey::generate(KeyType::ec_p256).spki_der();
  off_curve.back() = static_cast<char>(off_curve.back() ^ 1);
  CHECK_FALSE(plain_public_key(off_curve));
}
