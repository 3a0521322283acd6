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

TEST_CASE("plain key: what was read is written as OpenSSL would write it", "[key]") {
  for (const KeyType type : {KeyType::ec_p256, KeyType::ec_p384, KeyType::ec_p521}) {
    const PrivateKey key = PrivateKey::generate(type);  // written by OpenSSL: it was never read
    const PrivateKey read = PrivateKey::from_der(der_of(key)).value();

    CHECK(read.pkcs8_pem().reveal() == key.pkcs8_pem().reveal());
  }
}

TEST_CASE("plain key: both halves of a pair know each other, and nobody else's", "[key]") {
  const PrivateKey one = PrivateKey::generate(KeyType::ec_p256);
  const PrivateKey two = PrivateKey::generate(KeyType::ec_p256);
  const PrivateKey long_one = PrivateKey::generate(KeyType::ec_p384);
  const std::string der = der_of(one);

  CHECK(plain_pair(der, one.spki_der()));
  CHECK_FALSE(plain_pair(der, two.spki_der()));
  CHECK_FALSE(plain_pair(der, long_one.spki_der()));
  CHECK_FALSE(plain_pair(der, one.spki_der() + "x"));
  CHECK_FALSE(plain_pair(der, ""));
  CHECK_FALSE(plain_pair("", one.spki_der()));
}

TEST_CASE("plain key: bytes after the public half are left to OpenSSL", "[key]") {
  std::string der = der_of(PrivateKey::generate(KeyType::ec_p256));
  // SEQUENCE, its OCTET STRING, ECPrivateKey and [1], which ends them all: each two bytes longer.
  der += std::string("\x05\x00", 2);
  for (const std::size_t length : {2UL, 28UL, 30UL, 69UL})
    der[length] = static_cast<char>(der[length] + 2);

  CHECK_FALSE(plain_private_key(der));
}

TEST_CASE("plain key: a certificate gets the very bytes that OpenSSL would put there", "[key]") {
  const auto key_in = [](const std::unique_ptr<X509, FreeWith<X509_free>>& certificate) {
    unsigned char* bytes = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &bytes);
    std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return der;
  };
  const std::unique_ptr<X509, FreeWith<X509_free>> ours(X509_new());
  const std::unique_ptr<X509, FreeWith<X509_free>> theirs(X509_new());
  for (const KeyType type : {KeyType::ec_p256, KeyType::ec_p384, KeyType::ec_p521}) {
    const PrivateKey key = PrivateKey::generate(type);

    CHECK(set_plain_public_key(ours.get(), key.native()));
    CHECK(X509_set_pubkey(theirs.get(), key.native()) == 1);
    CHECK(key_in(ours) == key_in(theirs));
  }
  CHECK_FALSE(set_plain_public_key(ours.get(), PrivateKey::generate(KeyType::rsa_2048).native()));
}
