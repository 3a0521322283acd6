// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "lint_fixture.hpp"

using namespace postseal;
using test::config_of;
using test::lint;
using test::names_in;

// Configurations as they grow over the years on real machines.
namespace {

constexpr std::string_view long_grown =
    "compatibility_level = 2\n"
    "smtpd_use_tls = yes\n"
    "smtpd_enforce_tls = no\n"
    "smtpd_tls_security_level = may\n"
    "smtpd_tls_chain_files = /etc/postfix/tls/mx.pem\n"
    "smtpd_tls_dh512_param_file = /etc/postfix/dh512.pem\n"
    "smtpd_tls_dh1024_param_file = /etc/postfix/dh2048.pem\n"
    "smtpd_tls_exclude_ciphers = aNULL, eNULL, EXPORT, DES, RC4, MD5, PSK,\n"
    "    EDH-DSS-DES-CBC3-SHA, EDH-RSA-DES-CDC3-SHA, KRB5-DE5\n"
    "smtpd_tls_protocols = !SSLv2, !SSLv3\n";

constexpr std::string_view freebsd =
    "compatibility_level = 2\n"
    "data_directory = /var/db/postfix\n"
    "smtpd_use_tls = no\n"
    "smtp_use_tls = yes\n"
    "smtp_tls_enforce_peername = no\n"
    "smtp_tls_ciphers = export\n"
    "smtpd_tls_cert_file = /usr/local/etc/postfix/cert.pem\n"
    "smtpd_tls_dkey_file = $smtpd_tls_dcert_file\n"
    "smtpd_tls_protocols = TLSv1, TLSv1.1\n"
    "smtp_tls_protocols = SSLv3, TLSv1, TLSv1.1\n"
    "smtpd_tls_session_cache_database = btree:/var/run/smtpd_tls_session_cache\n"
    "smtp_tls_session_cache_database = btree:/var/run/smtp_tls_session_cache\n";

}  // namespace

TEST_CASE("lint: a configuration that has grown for long", "[lint]") {
  CHECK(names_in(lint(long_grown, "level-and-legacy")) ==
        std::vector<std::string>{"smtpd_use_tls", "smtpd_enforce_tls"});
  CHECK(names_in(lint(long_grown, "parameter-ignored")) ==
        std::vector<std::string>{"smtpd_tls_dh512_param_file"});
  CHECK(lint(long_grown, "dh-file-needless").size() == 1);
  const auto unknown = lint(long_grown, "cipher-name-unknown");
  REQUIRE(unknown.size() == 2);
  CHECK(unknown[0].finding.message.find("\"EDH-RSA-DES-CDC3-SHA\"") != std::string::npos);
  CHECK(unknown[0].finding.hint == "did you mean EDH-RSA-DES-CBC3-SHA?");
  CHECK(unknown[1].finding.message.find("\"KRB5-DE5\"") != std::string::npos);
  CHECK(unknown[1].finding.hint == "did you mean KRB5?");
  CHECK(unknown[1].finding.line == 8);
  CHECK(unknown[1].finding.subject == "/etc/postfix/main.cf");
  CHECK(lint(long_grown, "cipher-name-gone").size() == 1);
  CHECK(names_in(lint(long_grown, "protocols-old-syntax")) ==
        std::vector<std::string>{"smtpd_tls_protocols"});
  const auto deprecated = lint(long_grown, "parameter-deprecated", test::plain_master, "3.9");
  CHECK(names_in(deprecated) == std::vector<std::string>{"smtpd_use_tls", "smtpd_enforce_tls",
                                                         "smtpd_tls_dh1024_param_file"});
}

TEST_CASE("lint: a FreeBSD machine of the years before", "[lint]") {
  CHECK(names_in(lint(freebsd, "cipher-grade-weak")) ==
        std::vector<std::string>{"smtp_tls_ciphers"});
  CHECK(names_in(lint(freebsd, "parameter-obsolete")) ==
        std::vector<std::string>{"smtpd_use_tls", "smtp_use_tls", "smtp_tls_enforce_peername"});
  CHECK(lint(freebsd, "parameter-obsolete")[1].finding.hint ==
        "replace it by smtp_tls_security_level = may");
  CHECK(names_in(lint(freebsd, "dsa-parameters")) ==
        std::vector<std::string>{"smtpd_tls_dkey_file"});
  const auto names = lint(freebsd, "protocols-names-exclude");
  CHECK(names_in(names) == std::vector<std::string>{"smtpd_tls_protocols", "smtp_tls_protocols"});
  REQUIRE(names.size() == 2);
  CHECK(names[0].finding.severity == Severity::error);
  CHECK(names[0].finding.message.ends_with("excludes TLSv1.2 and TLSv1.3"));
  CHECK(lint(freebsd, "cache-outside").size() == 2);
  CHECK(lint(freebsd, "cache-needless").size() == 1);
}

TEST_CASE("lint: a log level for debugging that was left on", "[lint]") {
  const auto high = lint("smtp_tls_loglevel = 2\nsmtpd_tls_loglevel = 1\n", "loglevel-high");
  REQUIRE(high.size() == 1);
  CHECK(high[0].finding.message.starts_with("smtp_tls_loglevel: is \"2\""));
}

TEST_CASE("lint: one wrong letter in a list of exclusions", "[lint]") {
  const auto unknown =
      lint("smtpd_tls_mandatory_exclude_ciphers = aNULL, PSD, MD5\n", "cipher-name-unknown");
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].finding.hint == "did you mean PSK?");
}

TEST_CASE("lint: Debian's own main.cf has nothing to complain of", "[lint]") {
  constexpr std::string_view main_cf =
      "smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)\n"
      "biff = no\n"
      "append_dot_mydomain = no\n"
      "readme_directory = no\n"
      "compatibility_level = 3.6\n"
      "smtpd_tls_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem\n"
      "smtpd_tls_key_file=/etc/ssl/private/ssl-cert-snakeoil.key\n"
      "smtpd_tls_security_level=may\n"
      "smtp_tls_CApath=/etc/ssl/certs\n"
      "smtp_tls_security_level=may\n"
      "smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache\n"
      "smtpd_relay_restrictions = permit_mynetworks permit_sasl_authenticated\n"
      "    defer_unauth_destination\n"
      "mynetworks = 127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128\n";
  for (const char* version : {"3.4", "3.5", "3.7.11", "3.10", "3.11", "3.12"})
    for (const CheckFinding& one : lint_settings(config_of(main_cf, test::plain_master, version))) {
      INFO(version << " " << one.finding.id << " " << one.finding.message);
      CHECK(one.finding.severity == Severity::info);
    }
  CHECK(lint_settings(config_of(main_cf)).empty());
}
