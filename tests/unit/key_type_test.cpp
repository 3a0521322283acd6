// SPDX-License-Identifier: MIT
#include "core/key_type.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"

using namespace postseal;

TEST_CASE("key type: every name reads back as its type", "[core]") {
  for (const KeyType type : all_key_types) CHECK(parse_key_type(name_of(type), "--type") == type);
}

TEST_CASE("key type: rsa and ec stand for their defaults", "[core]") {
  CHECK(parse_key_type("rsa", "--type") == KeyType::rsa_3072);
  CHECK(parse_key_type("ec", "--type") == KeyType::ec_p256);
}

TEST_CASE("key type: an unknown name is a usage error", "[core]") {
  try {
    (void)parse_key_type("rsa:512", "--type");
    FAIL("rsa:512 was accepted");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::usage);
    CHECK(std::string(error.what()) == "--type: unknown key type \"rsa:512\"");
  }
}
