// SPDX-License-Identifier: MIT
#include "crypto/material.hpp"

#include <catch2/catch.hpp>

#include "fixture.hpp"

using namespace postseal;
using test::fixture;

namespace {

AskPassphrase answering(const std::string& text) {
  return [text](const std::string&) { return std::optional(Secret(std::string_view(text))); };
}

Material read(const std::string& name, const AskPassphrase& ask = {}) {
  return read_material(name, fixture(name), ask);
}

PrivateKey key_in(const std::string& name) { return take_key(read(name)); }

std::string id_of_problem(const std::string& name) {
  const Material material = read(name);
  return material.problems.empty() ? "" : material.problems.front().id;
}

template <typename Use>
std::string id_thrown(Use use) {
  try {
    use();
  } catch (const Error& error) {
    return error.problem().id;
  }
  return "";
}

}  // namespace

TEST_CASE("material: a private key is the same key in every form", "[crypto]") {
  const PrivateKey rsa = key_in("keys/rsa.key");
  const PrivateKey ec = key_in("keys/ec-P-256.key");

  for (const char* name : {"pkcs8.der", "pkcs1.pem", "pkcs1.der"}) {
    INFO(name);
    CHECK(key_in(std::string("forms/") + name).same_as(rsa));
  }
  for (const char* name : {"sec1.pem", "sec1.der", "parameters.pem"}) {
    INFO(name);
    CHECK(key_in(std::string("forms/") + name).same_as(ec));
  }
}

TEST_CASE("material: the form of a key is known", "[crypto]") {
  CHECK(read("keys/rsa.key").keys.at(0).form == "PKCS#8");
  CHECK(read("forms/pkcs1.pem").keys.at(0).form == "PKCS#1");
  CHECK(read("forms/sec1.der").keys.at(0).form == "SEC1");
  CHECK(read("forms/sec1.der").container == "DER");
  CHECK(read("forms/parameters.pem").keys.at(0).line == 4);
  CHECK_FALSE(read("keys/rsa.key").keys.at(0).encrypted);
}

TEST_CASE("material: every kind of key is read and described", "[crypto]") {
  const auto description = [](const char* name) {
    return key_in(std::string("keys/") + name).description();
  };
  CHECK(description("rsa-pss.key") == "rsa-pss:2048");
  CHECK(description("ec-secp256k1.key") == "ec:secp256k1");
  CHECK(description("ed25519.key") == "ed25519");
  CHECK(description("ed448.key") == "ed448");
  CHECK(key_in("keys/ec-explicit.key").facts().explicit_curve);
  CHECK_FALSE(key_in("keys/ec-explicit.key").facts().type);
}

TEST_CASE("material: an encrypted key opens with its passphrase", "[crypto]") {
  for (const char* name : {"forms/encrypted.pem", "forms/encrypted.der", "forms/encrypted-des.pem",
                           "forms/encrypted-pkcs1.pem", "forms/encrypted-sec1.pem", "forms/bag.p12",
                           "forms/legacy.p12"}) {
    INFO(name);
    Material material = read(name, answering("let me in"));
    REQUIRE(material.keys.size() == 1);
    CHECK(material.keys.at(0).encrypted);
    CHECK(material.problems.empty());
  }
}

TEST_CASE("material: an encrypted key without a passphrase stays locked", "[crypto]") {
  for (const char* name : {"forms/encrypted.pem", "forms/encrypted.der",
                           "forms/encrypted-pkcs1.pem", "forms/bag.p12"}) {
    INFO(name);
    CHECK(read(name).locked.size() == 1);
    CHECK(id_thrown([&] { (void)take_key(read(name)); }) == "key-encrypted");
    CHECK(id_thrown([&] {
            (void)take_key(read(name, [](const std::string&) { return std::nullopt; }));
          }) == "key-encrypted");
  }
}

TEST_CASE("material: a wrong passphrase is said to be wrong", "[crypto]") {
  for (const char* name : {"forms/encrypted.pem", "forms/encrypted.der", "forms/encrypted-des.pem",
                           "forms/encrypted-pkcs1.pem", "forms/bag.p12", "forms/legacy.p12"}) {
    INFO(name);
    CHECK(id_thrown([&] { (void)read(name, answering("not that")); }) == "passphrase-wrong");
  }
}

TEST_CASE("material: a passphrase is asked for once per file, and never without need", "[crypto]") {
  int asked = 0;
  const AskPassphrase counting = [&](const std::string&) {
    ++asked;
    return std::optional(Secret(std::string_view("let me in")));
  };
  const std::string twice = fixture("forms/encrypted.pem") + fixture("forms/encrypted-sec1.pem");

  CHECK(read_material("twice", twice, counting).keys.size() == 2);
  CHECK(asked == 1);
  (void)read_material("plain", fixture("keys/rsa.key"), counting);
  CHECK(asked == 1);
}

TEST_CASE("material: PKCS#12 with an empty passphrase needs none", "[crypto]") {
  const Material material = read("forms/empty-pass.p12");

  CHECK(material.container == "PKCS#12");
  CHECK(material.keys.size() == 1);
  CHECK_FALSE(material.keys.at(0).encrypted);
  CHECK(material.certificates.size() == 1);
}

TEST_CASE("material: certificates are found in every container", "[crypto]") {
  const Certificate leaf = certificates_of(read("keys/leaf.crt")).at(0);
  const Certificate root = certificates_of(read("keys/root.crt")).at(0);

  CHECK(certificates_of(read("forms/certs.p7b")) == std::vector{leaf, root});
  CHECK(certificates_of(read("forms/certs.p7c")) == std::vector{leaf, root});
  CHECK(certificates_of(read("forms/bag-attributes.pem")) == std::vector{leaf, root});
  CHECK(certificates_of(read("forms/mail.pem")) == std::vector{leaf, root});
  CHECK(certificates_of(read("forms/two.der")) == std::vector{root, leaf});
  CHECK(certificates_of(read("forms/trusted.pem")) == std::vector{leaf});
  CHECK(certificates_of(read("forms/crlf.pem")) == std::vector{leaf});
  CHECK(certificates_of(read("forms/bom.pem")) == std::vector{leaf});
  CHECK(certificates_of(read("forms/legacy.p12", answering("let me in"))) ==
        std::vector{leaf, root});
}

TEST_CASE("material: what cannot be used is named", "[crypto]") {
  CHECK(id_of_problem("forms/empty") == "file-empty");
  CHECK(id_of_problem("forms/cut.pem") == "pem-truncated");
  CHECK(id_of_problem("forms/cut.der") == "der-truncated");
  CHECK(id_of_problem("forms/not-base64.pem") == "pem-damaged");
  CHECK(id_of_problem("forms/damaged.key") == "file-unrecognised");
  CHECK(id_of_problem("forms/utf16.pem") == "file-utf16");
  CHECK(id_of_problem("forms/utf16be.pem") == "file-utf16");
  CHECK(id_of_problem("forms/page.html") == "file-html");
  CHECK(id_of_problem("forms/nul.pem") == "file-nul-bytes");
  CHECK(id_of_problem("forms/zeros") == "file-nul-bytes");
  CHECK(id_of_problem("forms/words.txt") == "file-unrecognised");
  CHECK(id_of_problem("forms/openssh.key") == "key-openssh");
  CHECK(id_of_problem("forms/dh.pem") == "file-unrecognised");
  CHECK(read("forms/cut.pem").problems.at(0).subject == "forms/cut.pem:1");
}

TEST_CASE("material: a key wanted where there is none says what there is", "[crypto]") {
  const auto message = [](const char* name) -> std::string {
    try {
      (void)take_key(read(name));
    } catch (const Error& error) {
      return error.problem().id + ": " + error.problem().message;
    }
    return "";
  };
  CHECK(message("keys/leaf.csr") ==
        "key-missing: a private key is needed, but it holds a certificate request");
  CHECK(message("forms/public.der") ==
        "key-missing: a private key is needed, but it holds a public key");
  CHECK(message("forms/mail.pem") ==
        "key-missing: a private key is needed, but it holds 2 certificates");
}

TEST_CASE("material: a certificate wanted where there is none says what there is", "[crypto]") {
  CHECK(id_thrown([] { (void)certificates_of(read("keys/rsa.key")); }) == "certificate-missing");
  CHECK(id_thrown([] { (void)certificates_of(read("keys/leaf.csr")); }) == "certificate-missing");
  CHECK(id_thrown([] { (void)certificates_of(read("forms/cut.pem")); }) == "pem-truncated");
}

TEST_CASE("material: two keys where one is wanted are too many", "[crypto]") {
  const std::string both = fixture("keys/rsa.key") + fixture("keys/ed25519.key");

  CHECK(id_thrown([&] { (void)take_key(read_material("both", both)); }) == "key-ambiguous");
}

TEST_CASE("material: a request is read with its names", "[crypto]") {
  const Material material = read("forms/request.der");

  REQUIRE(material.requests.size() == 1);
  CHECK(material.requests.at(0).request.subject() == "CN=leaf.example.org");
  CHECK(material.requests.at(0).request.pem() == fixture("keys/leaf.csr"));
  CHECK(material.requests.at(0).request.spki_der() == key_in("keys/rsa.key").spki_der());
}

TEST_CASE("material: a key fits its certificate in every kind", "[crypto]") {
  for (const char* kind : {"rsa", "rsa-pss", "ed25519", "ed448", "ec-P-384"}) {
    INFO(kind);
    const std::string name = std::string("keys/") + kind;
    CHECK(key_in(name + ".key").matches(certificates_of(read(name + ".crt")).at(0)));
    CHECK_FALSE(key_in("keys/ec-P-256.key").matches(certificates_of(read(name + ".crt")).at(0)));
  }
}
