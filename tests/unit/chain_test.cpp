// SPDX-License-Identifier: MIT
#include "crypto/chain.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "crypto/chain_roles.hpp"
#include "crypto/material.hpp"
#include "fixture.hpp"

using namespace postseal;

namespace {

Certificate cert(const std::string& name) {
  const std::string text = test::fixture("chains/" + name + ".crt");
  return certificates_of(read_material(name, text)).front();
}

Time later(int days) { return cert("leaf").not_before() + std::chrono::days(days); }

std::vector<Certificate> certs(const std::vector<std::string>& names) {
  std::vector<Certificate> all;
  for (const std::string& name : names) all.push_back(cert(name));
  return all;
}

struct World {
  std::vector<std::string> bag{};
  std::vector<std::string> trusted{};
  int day = 1;
};

Chain chain_of(const std::string& leaf, const World& world) {
  ChainFinder finder(later(world.day));
  for (const Certificate& certificate : certs(world.bag)) finder.add(certificate);
  for (const Certificate& certificate : certs(world.trusted)) finder.trust(certificate);
  return finder.find(cert(leaf));
}

bool holds(const Chain& chain, const std::vector<std::string>& names) {
  return chain.certificates == certs(names);
}

}  // namespace

TEST_CASE("chains: a root in the bag ends the chain and is not written") {
  const Chain chain = chain_of("leaf", {.bag = {"stranger", "root-a", "inter"}});

  CHECK(holds(chain, {"leaf", "inter"}));
  CHECK(chain.complete);
  CHECK_FALSE(chain.trusted);
  REQUIRE(chain.root);
  CHECK(chain.root->subject() == "CN=root-a");
}

TEST_CASE("chains: a trusted root completes and is trusted") {
  const Chain chain = chain_of("leaf", {.bag = {"inter"}, .trusted = {"root-a"}});

  CHECK(holds(chain, {"leaf", "inter"}));
  CHECK(chain.trusted);
  CHECK(chain.not_after() == cert("leaf").not_after());
}

TEST_CASE("chains: a missing issuer is named") {
  const Chain alone = chain_of("leaf", {.bag = {"root-a"}});
  CHECK_FALSE(alone.complete);
  CHECK(alone.missing_issuer() == "CN=Inter");

  const Chain open = chain_of("leaf", {.bag = {"inter"}, .trusted = {"root-b"}});
  CHECK_FALSE(open.complete);
  CHECK(holds(open, {"leaf", "inter"}));
  CHECK(open.missing_issuer() == "CN=root-a");
}

TEST_CASE("chains: an issuer by name alone is none") {
  const Chain chain = chain_of("leaf", {.bag = {"imposter", "root-a"}});

  CHECK_FALSE(chain.complete);
  CHECK(holds(chain, {"leaf"}));
}

TEST_CASE("chains: names that differ in case are equal") {
  const Chain chain = chain_of("leaf", {.bag = {"inter-case", "root-a"}});

  CHECK(chain.complete);
  CHECK(holds(chain, {"leaf", "inter-case"}));
}

TEST_CASE("chains: of cross-signs the one that lives longest is taken") {
  const Chain chain =
      chain_of("leaf", {.bag = {"inter-short", "inter", "root-a", "inter-b", "root-b"}});

  CHECK(holds(chain, {"leaf", "inter-b"}));
}

TEST_CASE("chains: a path that verifies goes before one that lives longer") {
  const Chain chain =
      chain_of("leaf", {.bag = {"inter-b", "root-b", "inter"}, .trusted = {"root-a"}});

  CHECK(holds(chain, {"leaf", "inter"}));
  CHECK(chain.trusted);
}

TEST_CASE("chains: an expired cross-sign is passed over") {
  const World world{.bag = {"inter-short", "inter", "root-a"}, .day = 100};
  CHECK(holds(chain_of("leaf", world), {"leaf", "inter"}));

  const Chain only = chain_of("leaf", {.bag = {"inter-short"}, .trusted = {"root-a"}, .day = 100});
  CHECK(only.complete);
  CHECK_FALSE(only.trusted);
  CHECK(only.untrusted == "certificate has expired");
}

TEST_CASE("chains: what is no CA issues nothing") {
  CHECK_FALSE(chain_of("leaf", {.bag = {"not-a-ca", "root-a"}}).complete);
}

TEST_CASE("chains: a path length is kept where another way is there") {
  const Chain chain = chain_of("leaf-sub", {.bag = {"sub", "inter-pathlen", "inter", "root-a"}});
  CHECK(holds(chain, {"leaf-sub", "sub", "inter"}));

  const Chain forced =
      chain_of("leaf-sub", {.bag = {"sub", "inter-pathlen"}, .trusted = {"root-a"}});
  CHECK(forced.complete);
  CHECK_FALSE(forced.trusted);
  CHECK(forced.untrusted == "path length constraint exceeded");
}

TEST_CASE("chains: a self-signed leaf is its own complete chain") {
  const Chain chain = chain_of("self", {.bag = {"inter", "root-a"}});
  CHECK(holds(chain, {"self"}));
  CHECK(chain.complete);
  CHECK_FALSE(chain.trusted);

  CHECK(chain_of("self", {.trusted = {"self"}}).trusted);
}

TEST_CASE("chains: a leaf straight from a root needs no intermediate") {
  const Chain chain = chain_of("leaf-root", {.trusted = {"root-a"}});

  CHECK(holds(chain, {"leaf-root"}));
  CHECK(chain.trusted);
}

TEST_CASE("chains: certificates that certify each other end in no root, and end") {
  const Chain chain = chain_of("leaf-loop", {.bag = {"a-by-b", "b-by-a"}});

  CHECK_FALSE(chain.complete);
  CHECK(chain.certificates.size() == 3);
}

TEST_CASE("chains: a damaged signature is no link") {
  CHECK_FALSE(chain_of("bad-signature", {.bag = {"inter", "root-a"}}).complete);
}

TEST_CASE("chains: shuffling the bag gives the same chain") {
  std::vector<std::string> bag{"root-a", "root-b",        "inter", "inter-b",  "inter-short",
                               "sub",    "inter-pathlen", "leaf",  "stranger", "imposter",
                               "a-by-b", "b-by-a",        "self",  "inter",    "inter-case",
                               "a-self", "not-a-ca",      "sub"};
  const Chain first = chain_of("leaf-sub", {.bag = bag});
  std::mt19937 dice(1);
  for (int i = 0; i < 30; ++i) {
    std::shuffle(bag.begin(), bag.end(), dice);
    CHECK(chain_of("leaf-sub", {.bag = bag}).certificates == first.certificates);
  }
  CHECK(first.complete);
}

TEST_CASE("chains: every certificate of a bag has a role") {
  ChainFinder finder(later(1));
  const auto bag = certs({"inter", "leaf", "root-a", "inter", "stranger", "inter-b"});
  for (const Certificate& certificate : bag) finder.add(certificate);
  finder.trust(cert("root-a"));
  const Chain chain = finder.find(cert("leaf"));

  CHECK(roles_in(chain, bag, finder) ==
        std::vector<ChainRole>{ChainRole::member, ChainRole::member, ChainRole::root,
                               ChainRole::duplicate, ChainRole::stranger, ChainRole::other_path});
}

TEST_CASE("chains: a crowd of certificates that all may have signed each other is done with soon") {
  // One key, one name, many certificates: each is an issuer of each, and of itself.
  ChainFinder finder(later(1));
  for (const char* name : {"inter", "inter-b", "inter-short", "inter-pathlen", "inter-case"})
    finder.add(cert(name));
  const Chain chain = finder.find(cert("leaf"));

  CHECK_FALSE(chain.complete);
  CHECK(chain.certificates.size() == 2);
}
