// SPDX-License-Identifier: MIT
#include "core/dh_verdict.hpp"

#include <catch2/catch.hpp>

#include "core/dh_advice.hpp"

using namespace postseal;

namespace {

constexpr PostfixVersion v3_0{3, 0, 13};
constexpr PostfixVersion v3_5{3, 5, 27};
constexpr PostfixVersion v3_6{3, 6, 20};
constexpr PostfixVersion v3_7{3, 7, 11};
constexpr PostfixVersion v3_9{3, 9, 14};

DhFacts good() {
  return {.bits = 2048,
          .prime = true,
          .safe = true,
          .generator = DhGenerator::subgroup,
          .generator_text = "2"};
}

DhFacts of_bits(int bits) {
  DhFacts facts = good();
  facts.bits = bits;
  return facts;
}

// "id severity" of each finding.
std::vector<std::string> ids(const DhParams& params, const DhFacts& facts,
                             PostfixVersion version = v3_7) {
  std::vector<std::string> all;
  for (const Finding& finding : judge_dh(params, facts, "dh.pem", version))
    all.push_back(finding.id + (finding.severity == Severity::error     ? " error"
                                : finding.severity == Severity::warning ? " warning"
                                                                        : " info"));
  return all;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("dh verdict: 2048 bits of PKCS#3 are used by every version, with no finding", "[dh]") {
  for (const PostfixVersion& version : {v3_0, v3_5, v3_6, v3_7, v3_9}) {
    CHECK(use_of({}, good(), version) == DhUse::used);
    CHECK(ids({}, good(), version).empty());
    CHECK(dh_log(DhUse::used, "/dh.pem", version).empty());
  }
}

TEST_CASE("dh verdict: X9.42 is loaded before 3.7 and ignored from there on", "[dh]") {
  const DhParams x942{.form = DhForm::x942};
  CHECK(use_of(x942, good(), v3_6) == DhUse::used);
  CHECK(use_of(x942, good(), v3_7) == DhUse::replaced);
  CHECK(ids(x942, good(), v3_6) == Ids{"dh-x942 warning"});
  CHECK(ids(x942, good(), v3_7) == Ids{"dh-x942 error"});
}

TEST_CASE("dh verdict: from 3.7 the DH parameters must be the first PEM block", "[dh]") {
  const DhParams second{.block_before = "CERTIFICATE"};
  CHECK(use_of(second, good(), v3_6) == DhUse::used);
  CHECK(use_of(second, good(), v3_7) == DhUse::replaced);
  CHECK(ids(second, good(), v3_6).empty());
  CHECK(ids(second, good(), v3_7) == Ids{"dh-not-first error"});
}

TEST_CASE("dh verdict: DER and a wrong label are ignored by every version", "[dh]") {
  for (const PostfixVersion& version : {v3_5, v3_7}) {
    const DhParams der{.encoding = DhEncoding::der};
    CHECK(use_of(der, good(), version) == DhUse::replaced);
    CHECK(ids(der, good(), version) == Ids{"dh-not-pem error"});
    const DhParams label{.form = DhForm::x942, .label_fits = false};
    CHECK(use_of(label, good(), version) == DhUse::replaced);
    CHECK(ids(label, good(), version) == Ids{"dh-label error"});
  }
}

TEST_CASE("dh verdict: what is ignored is logged in the words of the version", "[dh]") {
  CHECK(dh_log(DhUse::replaced, "/dh.pem", v3_5).at(0) ==
        "warning: cannot load 1024-bit DH parameters from file /dh.pem -- using compiled-in "
        "defaults");
  CHECK(dh_log(DhUse::replaced, "/dh.pem", v3_6).at(0) ==
        "warning: cannot load DH parameters from file /dh.pem -- using compiled-in defaults");
  CHECK(dh_log(DhUse::replaced, "/dh.pem", v3_7).at(0) ==
        "warning: error decoding DH parameters from file \"/dh.pem\" -- using compiled-in "
        "defaults");
  CHECK(dh_log(DhUse::refused, "/dh.pem", v3_7).at(0) ==
        "warning: error configuring explicit DH parameters");
  CHECK(dh_log(DhUse::refused, "/dh.pem", v3_6).empty());
}

TEST_CASE("dh verdict: under 1024 bits OpenSSL leaves no DHE", "[dh]") {
  CHECK(use_of({}, of_bits(1023), v3_7) == DhUse::refused);
  CHECK(use_of({}, of_bits(512), v3_5) == DhUse::breaks);
  CHECK(use_of({}, of_bits(1024), v3_7) == DhUse::used);
  CHECK(ids({}, of_bits(512)) == Ids{"dh-too-small error"});
  CHECK(ids({}, of_bits(1024)) == Ids{"dh-too-small error"});
  CHECK(ids({}, of_bits(1536)) == Ids{"dh-too-small warning"});
  CHECK(ids({}, of_bits(2047)) == Ids{"dh-too-small warning"});
}

TEST_CASE("dh verdict: over 10,000 bits every handshake fails", "[dh]") {
  DhFacts facts{.bits = 10001};
  CHECK(use_of({}, facts, v3_7) == DhUse::breaks);
  CHECK(ids({}, facts) == Ids{"dh-too-large error"});
  facts.bits = 10000;
  CHECK(use_of({}, facts, v3_7) == DhUse::used);
  CHECK(ids({}, facts) == Ids{"dh-untested warning"});
}

TEST_CASE("dh verdict: exponents under 160 bits count as too weak", "[dh]") {
  CHECK(use_of({.exponent_bits = 159}, good(), v3_7) == DhUse::refused);
  CHECK(use_of({.exponent_bits = 160}, good(), v3_7) == DhUse::used);
  CHECK(ids({.exponent_bits = 100}, good()) == Ids{"dh-short-exponent error"});
  CHECK(ids({.exponent_bits = 200}, good()) == Ids{"dh-short-exponent warning"});
  CHECK(ids({.exponent_bits = 256}, good()).empty());
  DhFacts group = good();
  group.group = DhGroup::ffdhe2048;
  CHECK(use_of({.exponent_bits = 100}, group, v3_7) == DhUse::used);
  CHECK(ids({.exponent_bits = 100}, group).empty());
}

TEST_CASE("dh verdict: a composite modulus is an error though Postfix takes it", "[dh]") {
  DhFacts facts = good();
  facts.prime = facts.safe = false;
  CHECK(use_of({}, facts, v3_7) == DhUse::used);
  CHECK(ids({}, facts) == Ids{"dh-composite error"});
  facts.odd = false;
  CHECK(use_of({}, facts, v3_7) == DhUse::breaks);
}

TEST_CASE("dh verdict: a prime that is not safe is a warning", "[dh]") {
  DhFacts facts = good();
  facts.safe = false;
  CHECK(ids({}, facts) == Ids{"dh-not-safe-prime warning"});
}

TEST_CASE("dh verdict: generators are useless, of the whole group or right", "[dh]") {
  DhFacts facts = good();
  facts.generator = DhGenerator::useless;
  CHECK(use_of({}, facts, v3_7) == DhUse::breaks);
  CHECK(ids({}, facts) == Ids{"dh-generator error"});
  facts.generator = DhGenerator::full;
  CHECK(use_of({}, facts, v3_7) == DhUse::used);
  CHECK(ids({}, facts) == Ids{"dh-generator info"});
}

TEST_CASE("dh verdict: known primes are weak, unsafe or merely shared", "[dh]") {
  DhFacts facts = of_bits(1024);
  // Apache's, by its digest.
  facts.known = find_prime("bf910d9df4e0b2e76cda7443f592aa118e33ba2c224ebc27fb8978d873c8c2e3");
  REQUIRE(facts.known);
  CHECK(facts.known->name == "Apache mod_ssl 2.2");
  CHECK(ids({}, facts) == Ids{"dh-too-small error", "dh-weak-prime error"});

  facts = good();
  facts.known = KnownPrime{.kind = PrimeKind::shared, .name = "HAProxy"};
  CHECK(ids({}, facts).empty());
  facts.known = KnownPrime{.kind = PrimeKind::unsafe, .name = "RFC 5114, group 23"};
  facts.safe = false;
  CHECK(ids({}, facts) == Ids{"dh-weak-prime warning"});
}

TEST_CASE("dh advice: a file is needed before 3.0.14 only", "[dh]") {
  CHECK(advise_dh({2, 3, 19}).file_needed);
  CHECK(advise_dh({3, 0, 13}).file_needed);
  CHECK(advise_dh({3, 0, 13}).builtin_bits == 1024);
  CHECK_FALSE(advise_dh({3, 0, 14}).file_needed);
  CHECK_FALSE(advise_dh({3, 12, 0}).file_needed);
}

TEST_CASE("dh advice: OpenSSL chooses from 3.7, the parameter is deprecated from 3.9", "[dh]") {
  CHECK_FALSE(advise_dh({3, 6, 20}).automatic);
  CHECK(advise_dh({3, 7, 0}).automatic);
  CHECK_FALSE(advise_dh({3, 8, 20}).deprecated);
  CHECK(advise_dh({3, 9, 0}).deprecated);
}

TEST_CASE("dh advice: what breaks is said under 2048 bits", "[dh]") {
  CHECK(dh_size_warning(2048).empty());
  CHECK_FALSE(dh_size_warning(2047).empty());
  CHECK(dh_size_warning(512) != dh_size_warning(1024));
}

TEST_CASE("dh verdict: what is there serves if it is what was asked for and sound", "[dh]") {
  DhFacts facts = good();
  CHECK(serves({}, facts, 2048));
  CHECK_FALSE(serves({}, facts, 3072));
  CHECK_FALSE(serves({}, facts, DhGroup::ffdhe2048));
  facts.group = DhGroup::ffdhe2048;
  CHECK(serves({}, facts, DhGroup::ffdhe2048));
  CHECK(serves({}, of_bits(512), 512));
  CHECK_FALSE(serves({.form = DhForm::x942}, facts, 2048));
  CHECK_FALSE(serves({.block_before = "CERTIFICATE"}, facts, 2048));
  facts.generator = DhGenerator::useless;
  CHECK_FALSE(serves({}, facts, 2048));
}
