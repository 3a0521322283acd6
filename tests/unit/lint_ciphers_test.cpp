// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "core/cipher_names.hpp"
#include "lint_fixture.hpp"

using namespace postseal;
using test::lint;
using test::names_in;
using test::plain_master;

TEST_CASE("ciphers: words of OpenSSL are known without it", "[lint][ciphers]") {
  for (const char* name : {"aNULL", "eNULL", "HIGH", "AESGCM", "3DES", "kRSA", "ECDHE", "PSK",
                           "MD5", "SEED", "IDEA", "CAMELLIA", "aDSS", "GOST89", "CBC"})
    CHECK(cipher_name_kind(name) == CipherName::set);
  for (const char* name :
       {"ECDHE-RSA-AES128-GCM-SHA256", "DHE-RSA-CHACHA20-POLY1305", "PSK-AES128-CCM8",
        "GOST2012-GOST8912-GOST8912", "AES128-SHA", "NULL-SHA256", "SRP-RSA-AES-256-CBC-SHA"})
    CHECK(cipher_name_kind(name) == CipherName::suite);
  for (const char* name : {"RC4-MD5", "KRB5", "EXPORT", "DES-CBC-MD5", "EDH-DSS-DES-CBC3-SHA",
                           "EXP-RC4-MD5", "ECDH-RSA-AES128-SHA", "DES"})
    CHECK(cipher_name_kind(name) == CipherName::gone);
  CHECK(cipher_name_kind("TLS_AES_128_GCM_SHA256") == CipherName::tls1_3_suite);
  for (const char* name : {"", " ", "anull", "AES128-SHA ", "TLS_RSA_WITH_AES_128_CBC_SHA", "PSD",
                           "CBC3-SHA", "VERS-TLS1.2"})
    CHECK(cipher_name_kind(name) == CipherName::unknown);
}

TEST_CASE("ciphers: a misspelt name has the one that was meant", "[lint][ciphers]") {
  CHECK(nearest_cipher_name("EDH-RSA-DES-CDC3-SHA") == "EDH-RSA-DES-CBC3-SHA");
  CHECK(nearest_cipher_name("KRB5-DE5") == "KRB5");
  CHECK(nearest_cipher_name("PSD") == "PSK");
  CHECK(nearest_cipher_name("aNUL") == "aNULL");
  CHECK(nearest_cipher_name("CBC3-SHA").value_or("").ends_with("DES-CBC3-SHA"));
  CHECK(nearest_cipher_name("completelyother") == std::nullopt);
  CHECK(nearest_cipher_name(std::string(100'000, 'A')) == std::nullopt);
}

TEST_CASE("lint: exclusions of what there is have no finding", "[lint][ciphers]") {
  const auto findings = lint_settings(test::config_of(
      "smtpd_tls_exclude_ciphers = aNULL, MD5 3DES:kRSA+AES128, ECDHE-RSA-AES256-SHA\n"));
  CHECK(findings.empty());
}

TEST_CASE("lint: gone names are one note, misspelt ones each a warning", "[lint][ciphers]") {
  constexpr std::string_view main_cf =
      "smtp_tls_exclude_ciphers = EXPORT, EXPORT, RC4-MD5, KRB5-DE5, bogus, "
      "TLS_AES_128_CCM_SHA256\n";
  const auto gone = lint(main_cf, "cipher-name-gone");
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].finding.severity == Severity::info);
  CHECK(gone[0].finding.message.ends_with("has EXPORT, RC4-MD5"));
  CHECK(lint(main_cf, "cipher-name-unknown").size() == 2);
  CHECK(lint(main_cf, "cipher-name-tls13").size() == 1);
}

TEST_CASE("lint: a control byte in a cipher's name is escaped", "[lint][ciphers]") {
  const auto found = lint("smtp_tls_exclude_ciphers = A\x1b[31m\n", "cipher-name-unknown");
  REQUIRE(found.size() == 1);
  CHECK(found[0].finding.message.find('\x1b') == std::string::npos);
}

TEST_CASE("lint: grades that let in what is broken", "[lint][ciphers]") {
  const auto weak = lint("smtpd_tls_mandatory_ciphers = low\n", "cipher-grade-weak");
  REQUIRE(weak.size() == 1);
  CHECK(weak[0].finding.severity == Severity::warning);
  const auto medium =
      lint("smtpd_tls_mandatory_ciphers = EXPORT\n", "cipher-grade-weak", plain_master, "3.8");
  REQUIRE(medium.size() == 1);
  CHECK(medium[0].finding.severity == Severity::info);
  CHECK(lint("smtpd_tls_mandatory_ciphers = high\n", "cipher-grade-weak").empty());
  CHECK(lint("smtpd_tls_mandatory_ciphers = bogus\n", "cipher-grade-weak").empty());
  CHECK(lint("smtp_tls_ciphers = null\n", "cipher-null").size() == 1);
}

TEST_CASE("lint: lists behind the grades", "[lint][ciphers]") {
  CHECK(lint("tls_high_cipherlist = ECDHE+AESGCM:!aNULL\n", "cipherlist-overridden").size() == 1);
  CHECK(
      lint("tls_high_cipherlist = aNULL:-aNULL:HIGH:@STRENGTH\n", "cipherlist-overridden").empty());
  CHECK(lint("tls_high_cipherlist = ALL:eNULL\n", "cipher-null").size() == 1);
  CHECK(lint("tls_high_cipherlist = ALL:NULL-SHA256\n", "cipher-null").size() == 1);
  CHECK(lint("tls_high_cipherlist = ALL:!eNULL\n", "cipher-null").empty());
  CHECK(lint("tls_high_cipherlist = eNULL:ALL:-eNULL\n", "cipher-null").empty());
  CHECK(lint("tls_high_cipherlist = !eNULL:ALL:eNULL\n", "cipher-null").empty());
  CHECK(lint("tls_null_cipherlist = eNULL\n", "cipher-null").empty());
  CHECK(lint("tls_medium_cipherlist = HIGH:MEDUIM:@SECLEVEL=0\n", "cipher-name-unknown").size() ==
        1);
  CHECK(
      lint("tls_export_cipherlist = ALL\n", "cipherlist-overridden", plain_master, "3.8").empty());
  CHECK(lint("tls_preempt_cipherlist = yes\n", "cipher-order").size() == 1);
  CHECK(lint("tls_preempt_cipherlist = no\n", "cipher-order").empty());
}
