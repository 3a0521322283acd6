// SPDX-License-Identifier: MIT
#include "crypto/private_key.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "crypto/certificate.hpp"
#include "fixture.hpp"

using namespace postseal;
using test::fixture;

TEST_CASE("private key: every type is made as asked for", "[crypto]") {
  for (const KeyType type : {KeyType::rsa_2048, KeyType::ec_p256, KeyType::ec_p384,
                             KeyType::ec_p521, KeyType::ed25519, KeyType::ed448}) {
    const PrivateKey key = PrivateKey::generate(type);

    CHECK(key.facts().type == type);
    CHECK(key.description() == name_of(type));
    CHECK(key.pkcs8_pem().reveal().starts_with("-----BEGIN PRIVATE KEY-----\n"));
  }
}

TEST_CASE("private key: two keys of a type differ", "[crypto]") {
  const PrivateKey one = PrivateKey::generate(KeyType::ec_p256);
  const PrivateKey two = PrivateKey::generate(KeyType::ec_p256);

  CHECK(one.same_as(one));
  CHECK_FALSE(one.same_as(two));
  CHECK(one.spki_der() != two.spki_der());
}

TEST_CASE("private key: the traditional form exists for RSA and EC only", "[crypto]") {
  CHECK(PrivateKey::generate(KeyType::ec_p256)
            .traditional_pem()
            .reveal()
            .starts_with("-----BEGIN EC PRIVATE KEY-----\n"));
  CHECK(PrivateKey::generate(KeyType::rsa_2048)
            .traditional_pem()
            .reveal()
            .starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
  CHECK_THROWS_AS((void)PrivateKey::generate(KeyType::ed25519).traditional_pem(), Error);
}

TEST_CASE("private key: it fits no certificate but its own", "[crypto]") {
  const Certificate certificate = Certificate::read(fixture("keys/full.der")).value();

  CHECK_FALSE(PrivateKey::generate(KeyType::ec_p256).matches(certificate));
  CHECK_FALSE(PrivateKey::generate(KeyType::ed25519).matches(certificate));
}
