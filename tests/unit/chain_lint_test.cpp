// SPDX-License-Identifier: MIT
#include "crypto/chain_lint.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "crypto/material.hpp"
#include "fixture.hpp"

using namespace postseal;

namespace {

Certificate cert(const std::string& name) {
  const std::string text = test::fixture(name + ".crt");
  return certificates_of(read_material(name, text)).front();
}

struct Case {
  std::vector<std::string> served{};
  std::vector<std::string> trusted{"chains/root-a"};
  int day = 1;
  bool roots_given = true;
};

ChainReport judged(const Case& given) {
  const Time now = cert("chains/leaf").not_before() + std::chrono::days(given.day);
  ChainFinder finder(now);
  for (const std::string& name : given.trusted) finder.trust(cert(name));
  std::vector<PlacedCertificate> served;
  for (const std::string& name : given.served)
    served.push_back({.certificate = cert(name), .file = "F", .line = 7});
  return judge_chain(served, finder, {.now = now, .roots_given = given.roots_given});
}

using Ids = std::vector<std::string>;

Ids ids(const ChainReport& report, Severity least = Severity::info) {
  Ids found;
  for (const Finding& finding : report.findings)
    if (finding.severity >= least) found.push_back(finding.id);
  return found;
}

}  // namespace

TEST_CASE("chain lint: a good chain draws no word") {
  const ChainReport report = judged({.served = {"chains/leaf", "chains/inter"}});

  CHECK(ids(report).empty());
  CHECK(report.chain.trusted);
}

TEST_CASE("chain lint: a missing intermediate is an error that says Postfix accepts it") {
  const ChainReport report = judged({.served = {"chains/leaf"}, .roots_given = false});

  REQUIRE(ids(report) == Ids{"chain-incomplete"});
  CHECK(report.findings[0].severity == Severity::error);
  CHECK(report.findings[0].line == 7);
  CHECK(report.findings[0].message.find("\"CN=Inter\"") != std::string::npos);
  CHECK(report.findings[0].message.ends_with("(postfix: accepts)"));
}

TEST_CASE(
    "chain lint: an end at an unknown root is a warning, and an error if the roots are given") {
  const std::vector<std::string> served{"chains/leaf", "chains/inter"};

  CHECK(ids(judged({.served = served, .trusted = {}, .roots_given = false})) ==
        Ids{"root-unknown"});
  CHECK(ids(judged({.served = served, .trusted = {"chains/root-b"}})) == Ids{"chain-incomplete"});
}

TEST_CASE("chain lint: order counts, the root's too") {
  CHECK(ids(judged({.served = {"chains/leaf-sub", "chains/inter", "chains/sub"}})) ==
        Ids{"chain-misordered"});
  CHECK(ids(judged({.served = {"chains/leaf", "chains/root-a", "chains/inter"}})) ==
        Ids{"chain-root", "chain-misordered"});
}

TEST_CASE("chain lint: a root and a duplicate are for information") {
  const ChainReport report = judged(
      {.served = {"chains/leaf", "chains/inter", "chains/inter", "chains/inter", "chains/root-a"}});

  CHECK(ids(report) == Ids{"chain-duplicate", "chain-root"});
  CHECK(ids(report, Severity::warning).empty());
  CHECK(report.ignored.size() == 3);
}

TEST_CASE("chain lint: a stranger is an error, a cross-sign is not") {
  CHECK(ids(judged({.served = {"chains/leaf", "chains/inter", "chains/stranger"}})) ==
        Ids{"chain-stranger"});
  CHECK(ids(judged({.served = {"chains/leaf", "chains/inter", "chains/inter-b"}})) ==
        Ids{"chain-other-path"});
}

TEST_CASE("chain lint: a leaf whose signature is damaged is not just incomplete") {
  CHECK(ids(judged({.served = {"chains/bad-signature", "chains/inter"}})) ==
        Ids{"signature-invalid"});
}

TEST_CASE("chain lint: dates of leaf and intermediates are judged") {
  CHECK(ids(judged({.served = {"chains/leaf", "chains/inter"}, .day = 290})) ==
        Ids{"certificate-expires-soon"});
  CHECK(ids(judged({.served = {"chains/leaf", "chains/inter"}, .day = 301})) ==
        Ids{"certificate-expired"});
  CHECK(ids(judged({.served = {"chains/leaf", "chains/inter"}, .day = -9})) ==
        Ids{"certificate-not-yet-valid", "certificate-not-yet-valid"});
  CHECK(ids(judged({.served = {"chains/leaf", "chains/inter-short"}, .day = 25})) ==
        Ids{"certificate-expired"});
}

TEST_CASE("chain lint: the certificate of a CA in the leaf's place draws a warning") {
  CHECK(ids(judged({.served = {"chains/inter"}})) == Ids{"leaf-is-ca", "leaf-no-names"});
}

TEST_CASE("chain lint: a chain that ends at a trusted root and does not verify says why") {
  const ChainReport report =
      judged({.served = {"chains/leaf-sub", "chains/sub", "chains/inter-pathlen"}});

  REQUIRE(ids(report) == Ids{"chain-untrusted"});
  CHECK(report.findings[0].message.find("path length") != std::string::npos);
}

TEST_CASE("chain lint: more than a client takes is an error") {
  std::vector<std::string> served{"chains/leaf"};
  served.resize(300, "chains/inter");

  CHECK(ids(judged({.served = served}), Severity::error) == Ids{"chain-too-large"});
}

TEST_CASE("chain lint: a self-signed certificate is a chain") {
  CHECK(ids(judged({.served = {"chains/self"}})).empty());
}
