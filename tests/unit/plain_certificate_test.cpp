// SPDX-License-Identifier: MIT
#include "core/plain_certificate.hpp"

#include <openssl/err.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "crypto/material.hpp"
#include "crypto/openssl.hpp"
#include "fixture.hpp"
#include "made_certificates.hpp"

using namespace postseal;

namespace {

std::string_view bytes_in(const ASN1_OCTET_STRING* id) {
  return id != nullptr ? text_of(id) : std::string_view();
}

// What OpenSSL's own decoder says of the same bytes, word for word; "" if all is the same.
std::string difference(const PlainCertificate& facts, std::string_view der) {
  const unsigned char* at = bytes_of(der);
  const X509Handle x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!x509 || at != bytes_of(der) + der.size()) return "does not decode";
  if (X509_check_purpose(x509.get(), -1, 0) != 1) return "its extensions do not decode";
  const auto flags = X509_get_extension_flags(x509.get());
  if ((flags & (EXFLAG_INVALID | EXFLAG_CRITICAL | EXFLAG_PROXY)) != 0) return "flags";
  if (X509_get_ext_by_NID(x509.get(), NID_name_constraints, -1) >= 0) return "constraints";
  if ((X509_check_ca(x509.get()) > 0) != facts.is_ca()) return "is a CA";
  if (((flags & EXFLAG_BCONS) != 0) != facts.basic_ca.has_value()) return "basicConstraints";
  if (((flags & EXFLAG_CA) != 0) != facts.basic_ca.value_or(false)) return "basicConstraints, CA";
  if (X509_get_pathlen(x509.get()) != facts.path_length.value_or(-1)) return "path length";
  if (((flags & EXFLAG_KUSAGE) != 0) != facts.key_usage.has_value()) return "keyUsage";
  if (facts.key_usage && X509_get_key_usage(x509.get()) != *facts.key_usage) return "usages";
  if (bytes_in(X509_get0_subject_key_id(x509.get())) != facts.subject_key_id) return "own id";
  if (bytes_in(X509_get0_authority_key_id(x509.get())) != facts.authority_key_id)
    return "issuer's id";
  const bool same =
      X509_NAME_cmp(X509_get_subject_name(x509.get()), X509_get_issuer_name(x509.get())) == 0;
  if (same && facts.subject != facts.issuer) return "names";
  return "";
}

enum class Look { plain, left_to_openssl, differs };

Look look_at(std::string_view der) {
  const auto slices = slice_certificate(der);
  const auto facts =
      slices && slices->whole.size() == der.size() ? plain_certificate(*slices) : std::nullopt;
  if (!facts) return Look::left_to_openssl;
  const std::string what = difference(*facts, der);
  ERR_clear_error();
  INFO(what);
  CHECK(what.empty());
  return what.empty() ? Look::plain : Look::differs;
}

std::vector<Certificate> all_fixtures() {
  std::vector<Certificate> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::fixtures_dir())) {
    if (!entry.is_regular_file() || entry.file_size() > 1'000'000) continue;
    const std::string name = entry.path().lexically_relative(test::fixtures_dir()).string();
    for (FoundCertificate& found : read_material(name, test::fixture(name)).certificates)
      all.push_back(std::move(found.certificate));
  }
  return all;
}

Look look_at(std::vector<std::pair<std::string, std::string>> extensions) {
  const PkeyHandle key = test::one_key();
  return look_at(
      test::made({.name = "a", .issuer = "b", .extensions = std::move(extensions)}, key.get())
          .der());
}

}  // namespace

TEST_CASE("plain certificate: the facts of every fixture are OpenSSL's", "[plain]") {
  const std::vector<Certificate> all = all_fixtures();
  std::size_t plain = 0;
  for (const Certificate& one : all) {
    INFO(one.subject());
    if (look_at(one.der()) == Look::plain) ++plain;
  }
  CHECK(all.size() > 60);
  CHECK(plain > all.size() / 2);
}

TEST_CASE("plain certificate: what any byte is changed to is read as OpenSSL reads it", "[plain]") {
  std::vector<Certificate> some{
      certificates_of(read_material("", test::fixture("chains/leaf.crt"))).at(0),
      certificates_of(read_material("", test::fixture("chains/inter-pathlen.crt"))).at(0)};
  for (const Certificate& one : some) {
    REQUIRE(look_at(one.der()) == Look::plain);
    std::string der(one.der());
    for (std::size_t at = 0; at < der.size(); ++at)
      for (const unsigned bits : {0x01U, 0x02U, 0x20U, 0x80U, 0xFFU}) {
        INFO("byte " << at << " by " << bits);
        const char was = der[at];
        der[at] = static_cast<char>(static_cast<unsigned char>(was) ^ bits);
        (void)look_at(der);
        der[at] = was;
      }
  }
}

TEST_CASE("plain certificate: the extensions of the public CAs are plain", "[plain]") {
  CHECK(look_at({{"basicConstraints", "critical,CA:TRUE,pathlen:0"},
                 {"keyUsage", "critical,digitalSignature,keyCertSign,cRLSign"},
                 {"extendedKeyUsage", "serverAuth,clientAuth,1.2.3.4"},
                 {"subjectKeyIdentifier", "hash"},
                 {"crlDistributionPoints", "URI:http://crl.example.org/1.crl"},
                 {"authorityInfoAccess", "caIssuers;URI:http://ca.example.org/1.crt"},
                 {"certificatePolicies", "DER:30:08:30:06:06:04:67:81:0c:01"}}) == Look::plain);
  CHECK(look_at({{"basicConstraints", "CA:FALSE"},
                 {"keyUsage", "encipherOnly,decipherOnly,keyAgreement"},
                 {"subjectAltName", "DNS:a.example,IP:192.0.2.1,email:a@b.example,URI:x:y"}}) ==
        Look::plain);
}

TEST_CASE("plain certificate: whatever binds a chain by more is left to OpenSSL", "[plain]") {
  const auto [kind, value] = GENERATE(table<std::string, std::string>(
      {{"nameConstraints", "critical,permitted;DNS:example.org"},
       {"nameConstraints", "excluded;DNS:example.org"},
       {"certificatePolicies", "critical,DER:30:07:30:05:06:03:2a:03:04"},
       {"policyConstraints", "requireExplicitPolicy:0"},
       {"inhibitAnyPolicy", "0"},
       {"crlDistributionPoints", "critical,URI:http://crl.example.org/1.crl"},
       {"subjectKeyIdentifier", "critical,01:02"},
       {"subjectAltName", "otherName:1.2.3.4;UTF8:x"},
       {"nsCertType", "server"},
       {"1.3.6.1.5.5.7.1.14", "DER:30:0c:30:0a:06:08:2b:06:01:05:05:07:15:00"},
       {"1.2.3.4", "DER:05:00"},
       {"1.2.3.4", "critical,DER:05:00"},
       {"basicConstraints", "DER:30:03:01:01:00"},
       {"basicConstraints", "DER:30:03:02:01:00"},
       {"basicConstraints", "CA:TRUE,pathlen:300"},
       {"keyUsage", "DER:03:02:00:00"},
       {"keyUsage", "DER:03:02:07:ff"},
       {"keyUsage", "DER:03:01:00"},
       {"extendedKeyUsage", "DER:30:04:06:02:2a:80"},
       {"extendedKeyUsage", "DER:30:00"},
       {"authorityKeyIdentifier", "DER:30:00"},
       {"authorityKeyIdentifier", "DER:30:06:80:01:01:82:01:01"}}));
  INFO(kind << "=" << value);
  CHECK(look_at({{"keyUsage", "keyCertSign"}, {kind, value}}) == Look::left_to_openssl);
  CHECK(look_at({{kind, value}}) == Look::left_to_openssl);
}
