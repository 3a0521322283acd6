// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "crypto/dh.hpp"
#include "dh_fixture.hpp"

using namespace postseal;
using test::dh_params;

namespace {

DhFacts facts_of(const std::string& name) { return examine_dh(dh_params(name)); }

}  // namespace

TEST_CASE("dh facts: every named group is recognised in OpenSSL's file of it", "[crypto][dh]") {
  for (const DhGroup group : all_dh_groups) {
    const DhFacts facts = facts_of(std::string(name_of(group)) + ".pem");
    CHECK(facts.group == group);
    CHECK(facts.bits == bits_of(group));
    CHECK(facts.safe == true);
    CHECK(facts.generator == DhGenerator::subgroup);
  }
}

TEST_CASE("dh facts: a named group with another generator is not that group", "[crypto][dh]") {
  const DhFacts facts = facts_of("generator-3.pem");
  CHECK_FALSE(facts.group);
  CHECK(facts.known.value().name == "ffdhe2048");
  CHECK(facts.safe == true);
  CHECK(facts.generator_text == "3");
}

TEST_CASE("dh facts: openssl's own search gives a safe prime and an unknown one", "[crypto][dh]") {
  const DhFacts facts = facts_of("512.pem");
  CHECK(facts.bits == 512);
  CHECK(facts.prime == true);
  CHECK(facts.safe == true);
  CHECK(facts.generator == DhGenerator::subgroup);
  CHECK_FALSE(facts.known);
  CHECK(facts_of("512-g5.pem").safe == true);
}

TEST_CASE("dh facts: DSA-style parameters are prime but not safe", "[crypto][dh]") {
  const DhFacts facts = facts_of("x942.pem");
  CHECK(facts.prime == true);
  CHECK(facts.safe == false);
  CHECK(facts.generator == DhGenerator::subgroup);
  CHECK(facts.generator_text.starts_with("a number of 10"));
}

TEST_CASE("dh facts: certtool's parameters are prime but not safe", "[crypto][dh]") {
  if (!test::has_dh_file("certtool.pem")) return;
  const DhFacts facts = facts_of("certtool.pem");
  CHECK(facts.prime == true);
  CHECK(facts.safe == false);
  CHECK(facts.generator == DhGenerator::untested);
}

TEST_CASE("dh facts: composite and even numbers are no primes", "[crypto][dh]") {
  CHECK(facts_of("composite.pem").prime == false);
  CHECK(facts_of("composite.pem").odd);
  CHECK(facts_of("even.pem").prime == false);
  CHECK_FALSE(facts_of("even.pem").odd);
  CHECK(facts_of("zero.pem").prime == false);
}

TEST_CASE("dh facts: 0, 1 and p-1 are useless generators", "[crypto][dh]") {
  for (const char* name : {"generator-0.pem", "generator-1.pem", "generator-last.pem"})
    CHECK(facts_of(name).generator == DhGenerator::useless);
  CHECK(facts_of("generator-0.pem").generator_text == "0");
}

TEST_CASE("dh facts: a q that is not the generator's order is noticed", "[crypto][dh]") {
  DhParams params = dh_params("x942.pem");
  params.g = "\x02";
  CHECK(examine_dh(params).generator == DhGenerator::wrong_order);
}

TEST_CASE("dh facts: tiny primes are tested like others", "[crypto][dh]") {
  const DhFacts facts = facts_of("tiny.pem");  // 23 = 2 * 11 + 1
  CHECK(facts.bits == 5);
  CHECK(facts.safe == true);
  CHECK(facts.generator == DhGenerator::full);  // 5 is no square modulo 23
}

TEST_CASE("dh facts: nothing is tested above 8192 bits", "[crypto][dh]") {
  CHECK_FALSE(facts_of("8200.pem").prime);
  CHECK_FALSE(facts_of("32768.pem").safe);
  CHECK(facts_of("32768.pem").bits == 32768);
}

TEST_CASE("dh facts: the primes of RFC 5114 are known and not safe", "[crypto][dh]") {
  CHECK(facts_of("dh_1024_160.pem").known.value().kind == PrimeKind::weak);
  CHECK(facts_of("dh_2048_224.pem").known.value().kind == PrimeKind::unsafe);
  CHECK(facts_of("dh_2048_256.pem").known.value().name == "RFC 5114, group 24");
  CHECK(facts_of("dh_2048_256.pem").safe == false);
}
