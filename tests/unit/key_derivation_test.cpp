// SPDX-License-Identifier: MIT
#include "crypto/key_derivation.hpp"

#include <catch2/catch.hpp>

#include "crypto/material.hpp"
#include "fixture.hpp"

using namespace postseal;

namespace {

const std::string rounds_70000("\x02\x03\x01\x11\x70", 5);
const std::string rounds_limit("\x02\x03\x1E\x84\x80", 5);
const std::string rounds_above("\x02\x03\x1E\x84\x81", 5);

// The last place of FROM in a fixture becomes TO, which is as long.
std::string changed(const std::string& name, const std::string& from, const std::string& to) {
  std::string bytes = test::fixture(name);
  const std::size_t at = bytes.rfind(from);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, to.size(), to);
}

// The id of the one problem, or how many keys were found.
std::string outcome_of(const std::string& bytes) {
  const Material material = read_material("file", bytes, [](const std::string&) {
    return std::optional(Secret(std::string_view("let me in")));
  });
  if (material.problems.size() == 1) return material.problems[0].id;
  return std::to_string(material.keys.size()) + " keys";
}

}  // namespace

TEST_CASE("key derivation: usual numbers of rounds are computed", "[key_derivation]") {
  for (const char* name :
       {"forms/rounds.der", "forms/scrypt.der", "forms/rounds.p12", "forms/rounds-no-mac.p12"}) {
    INFO(name);
    CHECK(outcome_of(test::fixture(name)) == "1 keys");
  }
}

TEST_CASE("key derivation: PBKDF2 of more rounds than anyone uses is refused", "[key_derivation]") {
  CHECK(outcome_of(changed("forms/rounds.der", rounds_70000, rounds_above)) == "key-rounds");
  CHECK(outcome_of(changed("forms/rounds.der", rounds_70000, "\x02\x03\x7F\xFF\xFF")) ==
        "key-rounds");
  CHECK_THROWS_AS(outcome_of(changed("forms/rounds.der", rounds_70000, rounds_limit)), Error);
}

TEST_CASE("key derivation: scrypt counts by the product of its numbers", "[key_derivation]") {
  // N = 16384, r = 8, p = 1 becomes p = 127.
  CHECK(outcome_of(changed("forms/scrypt.der", std::string("\x02\x01\x08\x02\x01\x01", 6),
                           std::string("\x02\x01\x08\x02\x01\x7F", 6))) == "key-rounds");
}

TEST_CASE("key derivation: a PKCS#12 file counts with its MAC and its keys", "[key_derivation]") {
  CHECK(outcome_of(changed("forms/rounds.p12", rounds_70000, rounds_above)) == "key-rounds");
  CHECK(outcome_of(changed("forms/rounds-no-mac.p12", rounds_70000, rounds_above)) == "key-rounds");
}
