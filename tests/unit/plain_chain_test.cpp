// SPDX-License-Identifier: MIT
#include "crypto/plain_chain.hpp"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <catch2/catch.hpp>

#include "crypto/openssl.hpp"
#include "made_certificates.hpp"

using namespace postseal;
using test::Recipe;

namespace {

using Extensions = std::vector<std::pair<std::string, std::string>>;

// All that is usual, of three certificates.
struct World {
  Recipe root{
      .name = "Root", .issuer = "Root", .extensions = {{"basicConstraints", "critical,CA:TRUE"}}};
  Recipe above{.name = "Above",
               .issuer = "Root",
               .extensions = {{"basicConstraints", "critical,CA:TRUE"},
                              {"keyUsage", "critical,keyCertSign"}}};
  Recipe below{.name = "Below",
               .issuer = "Above",
               .extensions = {{"basicConstraints", "critical,CA:TRUE,pathlen:0"}}};
  Recipe leaf{.name = "mx.example.org",
              .issuer = "Below",
              .extensions = {{"keyUsage", "critical,digitalSignature"},
                             {"subjectAltName", "DNS:mx.example.org"}}};
};

Chain chain_of(const World& world) {
  const PkeyHandle key = test::one_key();
  const auto make = [&](const Recipe& recipe) { return test::made(recipe, key.get()); };
  return {.certificates = {make(world.leaf), make(world.below), make(world.above)},
          .root = make(world.root),
          .complete = true};
}

// X509_verify_cert(), left as it is.
bool verifies(const Chain& chain, Time now) {
  const std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>> store(X509_STORE_new());
  const std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>> context(
      X509_STORE_CTX_new());
  STACK_OF(X509)* const others = sk_X509_new_null();
  X509_STORE_add_cert(store.get(), chain.root->native());
  for (const Certificate& one : chain.certificates) sk_X509_push(others, one.native());
  X509_STORE_CTX_init(context.get(), store.get(), chain.certificates.front().native(), others);
  X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()),
                             std::chrono::system_clock::to_time_t(now));
  const bool good = X509_verify_cert(context.get()) == 1;
  sk_X509_free(others);
  ERR_clear_error();
  return good;
}

Time now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// Each alone makes a chain that is not plainly good, or one that is: OpenSSL knows which.
std::vector<Extensions> ways() {
  return {{},
          {{"basicConstraints", "critical,CA:TRUE"}},
          {{"basicConstraints", "CA:TRUE,pathlen:0"}},
          {{"basicConstraints", "CA:TRUE,pathlen:1"}},
          {{"basicConstraints", "CA:TRUE,pathlen:2"}},
          {{"basicConstraints", "CA:FALSE"}},
          {{"keyUsage", "keyCertSign"}},
          {{"basicConstraints", "CA:TRUE"}, {"keyUsage", "cRLSign"}},
          {{"basicConstraints", "CA:TRUE"}, {"subjectKeyIdentifier", "hash"}},
          {{"basicConstraints", "CA:TRUE"}, {"subjectKeyIdentifier", "01:02"}},
          {{"basicConstraints", "CA:TRUE"}, {"authorityKeyIdentifier", "DER:30:04:80:02:01:02"}},
          {{"basicConstraints", "CA:TRUE"}, {"authorityKeyIdentifier", "DER:30:04:80:02:01:03"}},
          {{"basicConstraints", "CA:TRUE"}, {"extendedKeyUsage", "clientAuth"}},
          {{"basicConstraints", "CA:TRUE"}, {"nameConstraints", "critical,permitted;DNS:a.b"}},
          {{"basicConstraints", "CA:TRUE"}, {"1.2.3.4", "critical,DER:05:00"}},
          {{"basicConstraints", "CA:TRUE"}, {"1.2.3.4", "DER:05:00"}}};
}

}  // namespace

TEST_CASE("plain chain: a usual one verifies, from its first second and not at its last",
          "[plain]") {
  const Chain chain = chain_of({});
  const Certificate& leaf = chain.certificates.front();
  CHECK(plainly_verifies(chain, now()));
  for (const Time edge : {leaf.not_before(), leaf.not_after()})
    for (const int seconds : {-1, 0, 1}) {
      // All four begin within the seconds that they took to make.
      const Time time = edge + std::chrono::seconds(seconds);
      if (plainly_verifies(chain, time)) CHECK(verifies(chain, time));
    }
  CHECK(plainly_verifies(chain, leaf.not_after() - std::chrono::seconds(1)));
  CHECK_FALSE(plainly_verifies(chain, leaf.not_after()));
  CHECK_FALSE(plainly_verifies(chain, leaf.not_before() - std::chrono::seconds(1)));
}

TEST_CASE("plain chain: none is good that OpenSSL has anything against", "[plain]") {
  Recipe World::*const part = GENERATE(&World::root, &World::above, &World::below, &World::leaf);
  Recipe World::*const other = GENERATE(&World::above, &World::leaf);
  std::size_t good = 0;
  for (const Extensions& one : ways())
    for (const Extensions& two : ways()) {
      World world;
      (world.*part).extensions = one;
      if (part != other) (world.*other).extensions = two;
      const Chain chain = chain_of(world);
      const bool plain = plainly_verifies(chain, now());
      if (plain) ++good;
      if (plain) CHECK(verifies(chain, now()));
      if (part == other) break;
    }
  CHECK(good > 0);
}

TEST_CASE("plain chain: names that could mean two certificates are OpenSSL's to judge", "[plain]") {
  World world;
  SECTION("an issuer's name in other letters") { world.below.issuer = "above"; }
  SECTION("two of one name but for spaces") { world.above.name = world.below.issuer = "B e low"; }
  SECTION("one issued by its own name") { world.below.issuer = world.below.name; }
  SECTION("a root issued by another") { world.root.issuer = "Other"; }
  SECTION("a name of letters beyond ASCII") { world.above.name = world.below.issuer = "\xc3\x84"; }
  CHECK_FALSE(plainly_verifies(chain_of(world), now()));
}

TEST_CASE("plain chain: a leaf that is its own root is OpenSSL's to judge", "[plain]") {
  const PkeyHandle key = test::one_key();
  const Certificate own = test::made(World{}.root, key.get());
  CHECK_FALSE(plainly_verifies({.certificates = {own}, .root = own, .complete = true}, now()));
}
