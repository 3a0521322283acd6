// SPDX-License-Identifier: MIT
#include "crypto/digests.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/x509_slices.hpp"
#include "fixture.hpp"

using namespace postseal;
using test::fixture;

TEST_CASE("digest: every name reads back, in any case and spelling", "[core]") {
  for (const Digest digest : all_digests) CHECK(find_digest(name_of(digest)) == digest);
  CHECK(find_digest("SHA256") == Digest::sha256);
  CHECK(find_digest("SHA-256") == Digest::sha256);
  CHECK(find_digest("sha2-512") == Digest::sha512);
  CHECK_FALSE(find_digest("sha224"));
  CHECK_FALSE(find_digest(""));
}

TEST_CASE("digests: certificates have the fingerprints openssl prints", "[crypto]") {
  for (const std::string name : {"prints/ec", "prints/rsa"}) {
    const std::string der = fixture(name + ".der");
    std::istringstream expected(fixture(name + ".digests"));
    int seen = 0;
    for (std::string digest, value; expected >> digest >> value; ++seen) {
      const Hasher hash(find_digest(digest).value());
      CHECK(colon_hex(hash(der)) == value);
      CHECK(hash(der).size() == size_of(hash.digest()));
    }
    CHECK(seen == 5);
  }
}

TEST_CASE("digests: one hasher serves many inputs", "[crypto]") {
  const Hasher hash(Digest::sha256);
  const std::string first = hash("abc");
  CHECK(hash("abcd") != first);
  CHECK(hash("abc") == first);
  CHECK(colon_hex(first).starts_with("BA:78:16:BF:8F:01:CF:EA"));
}

TEST_CASE("digests: there is no digest of nothing", "[crypto]") {
  const Hasher hash(Digest::sha256);
  try {
    (void)hash("");
    FAIL("the digest of nothing was given");
  } catch (const Error& error) {
    CHECK(error.problem().id == "nothing-to-hash");
  }
}

TEST_CASE("x509 slices: a certificate falls into its parts", "[crypto]") {
  const std::string der = fixture("prints/ec.der");
  const auto slices = slice_certificate(der);
  REQUIRE(slices);
  CHECK(slices->whole == der);
  CHECK(slices->public_key == fixture("prints/ec.spki"));
  CHECK(slices->issuer == slices->subject);
  CHECK(slices->subject.find("ec.example.org") != std::string_view::npos);
  const auto from = der::time_of(slices->not_before), until = der::time_of(slices->not_after);
  REQUIRE((from && until));
  CHECK(*until - *from == std::chrono::days(3650));
}

TEST_CASE("x509 slices: what follows a certificate is not part of it", "[crypto]") {
  const std::string der = fixture("prints/ec.der");
  const std::string twice = der + der;
  const auto slices = slice_certificate(twice);
  REQUIRE(slices);
  CHECK(slices->whole == der);
}

TEST_CASE("x509 slices: no certificate survives being cut short", "[crypto]") {
  const std::string der = fixture("prints/ec.der");
  for (std::size_t size = 0; size < der.size(); ++size)
    CHECK_FALSE(slice_certificate(std::string_view(der).substr(0, size)));
}

TEST_CASE("x509 slices: a request and a bare public key are told apart", "[crypto]") {
  const std::string certificate = fixture("prints/ec.der"), key = fixture("prints/ec.spki");
  const std::string request = fixture("prints/ec.csr.der");
  const auto slices = slice_request(request);
  REQUIRE(slices);
  CHECK(slices->whole == request);
  CHECK(slices->public_key == key);
  CHECK(slices->subject.find("csr.example.org") != std::string_view::npos);
  CHECK_FALSE(slice_certificate(request));
  CHECK(slice_public_key(key) == key);
  CHECK_FALSE(slice_public_key(certificate));
  CHECK_FALSE(slice_request(certificate));
  CHECK_FALSE(slice_request(key));
  CHECK_FALSE(slice_certificate(key));
}
