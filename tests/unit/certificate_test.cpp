// SPDX-License-Identifier: MIT
#include "crypto/certificate.hpp"

#include <catch2/catch.hpp>

#include "crypto/material.hpp"
#include "fixture.hpp"

using namespace postseal;
using test::fixture;

namespace {

Certificate certificate(const std::string& name) {
  return certificates_of(read_material(name, fixture("keys/" + name))).at(0);
}

Certificate full() { return Certificate::read(fixture("keys/full.der")).value(); }

}  // namespace

TEST_CASE("certificate: the outline has the exact bytes of the file", "[crypto]") {
  const std::string der = fixture("keys/full.der");

  const Certificate read = full();

  CHECK(read.der() == der);
  CHECK(read.spki_der() == fixture("keys/full.spki"));
  CHECK(read.pem() == fixture("keys/full.crt"));
  CHECK(der.find(read.subject_der()) != std::string::npos);
  CHECK(read.subject_der() == read.issuer_der());
}

TEST_CASE("certificate: names and serial are printable, in the certificate's order", "[crypto]") {
  CHECK(full().subject() == "C=US, O=Example\\, Inc., CN=mx.example.org");
  CHECK(full().serial() == "1234");
  CHECK(full().common_names() == std::vector<std::string>{"mx.example.org"});
  CHECK(full().not_after() - full().not_before() == std::chrono::days(400));
}

TEST_CASE("certificate: alternative names keep their kind", "[crypto]") {
  const std::vector<SubjectName> names = full().names();

  REQUIRE(names.size() == 6);
  CHECK(names[0].kind == NameKind::dns);
  CHECK(names[1].text == "*.example.org");
  CHECK(names[2].kind == NameKind::address);
  CHECK(names[2].text == "192.0.2.1");
  CHECK(names[3].text == "2001:db8::1");
  CHECK(names[4].kind == NameKind::email);
  CHECK(names[5].kind == NameKind::uri);
}

TEST_CASE("certificate: usages, identifiers and the key are read", "[crypto]") {
  CHECK(full().key_usage() == std::vector<std::string>{"digitalSignature"});
  CHECK(full().extended_key_usage() == std::vector<std::string>{"serverAuth", "clientAuth"});
  CHECK(full().key().description == "ec:p256");
  CHECK(full().signature_algorithm() == "ecdsa-with-SHA256");
  CHECK(full().subject_key_id().size() == 59);
  CHECK_FALSE(full().is_ca());
  CHECK(full().path_length() == std::nullopt);
}

TEST_CASE("certificate: an issuer is known by its signature", "[crypto]") {
  const Certificate root = certificate("root.crt");
  const Certificate leaf = certificate("leaf.crt");

  CHECK(root.is_ca());
  CHECK(root.path_length() == 1);
  CHECK(root.self_signed());
  CHECK(leaf.names_as_issuer(root));
  CHECK(leaf.signed_by(root));
  CHECK_FALSE(leaf.self_signed());
  CHECK_FALSE(leaf.signed_by(full()));
  CHECK(leaf.key().description == "rsa:2048");
}

TEST_CASE("certificate: anything but one whole certificate is none", "[crypto]") {
  const std::string der = fixture("keys/full.der");

  CHECK_FALSE(Certificate::read(""));
  CHECK_FALSE(Certificate::read(der + "x"));
  CHECK_FALSE(Certificate::read(std::string_view(der).substr(0, der.size() - 1)));
  CHECK_FALSE(Certificate::read(fixture("keys/full.spki")));
}
