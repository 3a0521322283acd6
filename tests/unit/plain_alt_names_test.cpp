// SPDX-License-Identifier: MIT
#include "core/plain_alt_names.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "crypto/certificate.hpp"
#include "crypto/extensions.hpp"
#include "crypto/material.hpp"
#include "fixture.hpp"

using namespace postseal;
using test::fixture;

namespace {

std::string der_in(const std::string& name) {
  return std::string(certificates_of(read_material(name, fixture(name))).at(0).der());
}

// What OpenSSL makes of the same bytes; nullopt: it does not decode them.
std::optional<std::vector<std::string>> by_openssl(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<X509, decltype(&X509_free)> decoded(
      d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
  ERR_clear_error();
  if (!decoded) return std::nullopt;
  auto* const names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(decoded.get(), NID_subject_alt_name, nullptr, nullptr));
  std::vector<std::string> texts;
  for (const SubjectName& name : subject_names(names)) texts.push_back(name.text);
  GENERAL_NAMES_free(names);
  ERR_clear_error();
  return texts;
}

std::vector<std::string> by_us(const std::string& der) {
  std::vector<std::string> texts;
  for (const SubjectName& name : Certificate::read(der).value().names()) texts.push_back(name.text);
  return texts;
}

bool is_plain(const std::string& der) {
  const auto slices = slice_certificate(der);
  return slices && slices->whole.size() == der.size() && plain_alt_names(*slices);
}

}  // namespace

TEST_CASE("plain alternative names: those of usual certificates are read", "[core]") {
  for (const char* name : {"keys/rsa.crt", "keys/ec-P-384.crt"}) {
    const std::string der = der_in(name);
    const auto names = plain_alt_names(slice_certificate(der).value());

    REQUIRE(names);
    REQUIRE(names->size() == 1);
    CHECK(names->front().tag == PlainAltName::dns);
    CHECK(names->front().raw == "mx.example.org");
    CHECK(by_openssl(der) == by_us(der));
  }
}

TEST_CASE("plain alternative names: a certificate without any has none", "[core]") {
  const std::string der = der_in("keys/root.crt");

  CHECK(plain_alt_names(slice_certificate(der).value()).value().empty());
}

TEST_CASE("plain alternative names: an unusual subject is left to OpenSSL", "[core]") {
  CHECK_FALSE(is_plain(fixture("keys/full.der")));
  CHECK(by_openssl(fixture("keys/full.der")) == by_us(fixture("keys/full.der")));
}

TEST_CASE("plain alternative names: whatever byte is wrong, OpenSSL reads the same", "[core]") {
  const std::string der = der_in("keys/ec-P-384.crt");
  std::size_t plain = 0;
  for (std::size_t at = 0; at < der.size(); ++at)
    for (const int flip : {0x01, 0x20, 0x80, 0xff}) {
      std::string other = der;
      other[at] = static_cast<char>(other[at] ^ flip);
      if (!is_plain(other)) continue;
      ++plain;
      const auto wanted = by_openssl(other);
      INFO("byte " << at << " xor " << flip);
      REQUIRE(wanted);
      CHECK(*wanted == by_us(other));
    }
  CHECK(plain > 100);
}
