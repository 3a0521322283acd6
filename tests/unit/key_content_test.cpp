// SPDX-License-Identifier: MIT
#include "core/key_content.hpp"

#include <catch2/catch.hpp>

#include "dh_fixture.hpp"

using namespace postseal;
using test::dh_file;

TEST_CASE("key content: keys are known in PEM and DER, whatever stands around", "[core]") {
  CHECK(holds_private_key(dh_file("key.pem")));
  CHECK(holds_private_key(dh_file("after-key.pem")));
  CHECK(holds_private_key(dh_file("key.der")));
  for (const char* label : {"RSA ", "EC ", "DSA ", "ENCRYPTED ", "OPENSSH ", ""})
    CHECK(holds_private_key("-----BEGIN " + std::string(label) + "PRIVATE KEY-----\nAAAA\n"));
}

TEST_CASE("key content: parameters, text and public keys are no keys", "[core]") {
  for (const char* name : {"ffdhe2048.pem", "2048.der", "dsa.pem", "text.pem", "empty.pem"})
    CHECK_FALSE(holds_private_key(dh_file(name)));
  CHECK_FALSE(holds_private_key("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
}
