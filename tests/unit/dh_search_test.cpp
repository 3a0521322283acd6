// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <string>

#include "core/error.hpp"
#include "crypto/dh.hpp"

using namespace postseal;

namespace {

// A big-endian number modulo a small one.
unsigned remainder(const std::string& number, unsigned divisor) {
  unsigned rest = 0;
  for (const char c : number) rest = (rest * 256 + static_cast<unsigned char>(c)) % divisor;
  return rest;
}

}  // namespace

TEST_CASE("dh search: what it finds is a safe prime of that length, 23 mod 24", "[crypto][dh]") {
  for (int i = 0; i < 4; ++i) {
    const SafePrime made = generate_safe_prime(512, 1, {});
    CHECK(bit_length(made.p) == 512);
    CHECK(remainder(made.p, 24) == 23);
    CHECK(made.candidates > 0);
    CHECK(made.kernel == "openssl");
    CHECK(made.jobs == 1);
    const DhFacts facts = examine_dh(read_dh_params(dh_pem_of(made), "made"));
    CHECK(facts.safe == true);
    CHECK(facts.generator == DhGenerator::subgroup);
    CHECK(facts.generator_text == "2");
  }
}

TEST_CASE("dh search: several threads find one prime", "[crypto][dh]") {
  const SafePrime made = generate_safe_prime(512, 4, {});
  CHECK(bit_length(made.p) == 512);
  CHECK(made.jobs == 4);
}

TEST_CASE("dh search: lengths that are no multiple of eight come out exactly", "[crypto][dh]") {
  CHECK(bit_length(generate_safe_prime(517, 2, {}).p) == 517);
}

TEST_CASE("dh search: a request to stop ends it with nothing", "[crypto][dh]") {
  std::stop_source stop;
  stop.request_stop();
  try {
    (void)generate_safe_prime(8192, 2, {.stop = stop.get_token()});
    FAIL("it found a prime");
  } catch (const Error& error) {
    CHECK(error.problem().id == "interrupted");
    CHECK(error.fault() == Fault::host);
  }
}

TEST_CASE("dh search: it says how it is going while it goes", "[crypto][dh]") {
  std::stop_source stop;
  std::string said;
  const Minting minting{.say =
                            [&](const std::string& line) {
                              said = line;
                              stop.request_stop();
                            },
                        .stop = stop.get_token()};
  CHECK_THROWS_AS(generate_safe_prime(8192, 1, minting), Error);
  CHECK(said.find("so far") != std::string::npos);
}

TEST_CASE("dh pem: a named group is written as PKCS#3 and recognised again", "[crypto][dh]") {
  for (const DhGroup group : all_dh_groups) {
    const std::string pem = dh_pem_of(group);
    CHECK(pem.starts_with("-----BEGIN DH PARAMETERS-----\n"));
    const DhParams params = read_dh_params(pem, "made");
    CHECK(params.form == DhForm::pkcs3);
    CHECK(params.exponent_bits == 0);
    CHECK(examine_dh(params).group == group);
  }
}
