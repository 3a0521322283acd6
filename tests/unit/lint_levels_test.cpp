// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "lint_fixture.hpp"

using namespace postseal;
using test::lint;
using test::names_in;
using test::plain_master;

namespace {

std::string master(std::string_view more) { return std::string(plain_master) + std::string(more); }

}  // namespace

TEST_CASE("lint: an old parameter beside a level", "[lint][levels]") {
  const auto old =
      lint("smtpd_tls_security_level = may\nsmtpd_enforce_tls = yes\n", "level-and-legacy");
  REQUIRE(old.size() == 1);
  CHECK(old[0].finding.message.ends_with("TLS is not enforced"));
  CHECK(old[0].finding.line == 2);
  CHECK(lint("smtpd_enforce_tls = yes\n", "level-and-legacy").empty());
  CHECK(lint("smtpd_enforce_tls = yes\n", "parameter-obsolete").size() == 1);
  CHECK(lint("smtpd_tls_security_level =\nsmtpd_use_tls = yes\n", "level-and-legacy").empty());
}

TEST_CASE("lint: the default level of Postfix 3.11 overrules old parameters too",
          "[lint][levels]") {
  CHECK(lint("compatibility_level = 3.11\nsmtp_use_tls = no\n", "level-and-legacy", plain_master,
             "3.11")
            .size() == 1);
  CHECK(lint("smtp_use_tls = no\n", "level-and-legacy", plain_master, "3.11").empty());
}

TEST_CASE("lint: an old parameter in master.cf has its file and line", "[lint][levels]") {
  const auto old = lint("smtpd_tls_security_level = may\n", "level-and-legacy",
                        master("587 inet n - y - - smtpd\n  -o smtpd_use_tls=yes\n"));
  REQUIRE(old.size() == 1);
  CHECK(old[0].finding.subject == "/etc/postfix/master.cf");
  CHECK(old[0].finding.line == 5);
}

TEST_CASE("lint: a public server that requires TLS", "[lint][levels]") {
  CHECK(names_in(lint("smtpd_tls_security_level = encrypt\n", "encrypt-on-mx")) ==
        std::vector<std::string>{"smtpd_tls_security_level"});
  CHECK(names_in(lint("smtpd_enforce_tls = yes\n", "encrypt-on-mx")) ==
        std::vector<std::string>{"smtpd_enforce_tls"});
  CHECK(lint("smtpd_tls_security_level = encrypt\nsmtpd_enforce_tls = yes\n", "encrypt-on-mx")
            .size() == 1);
  CHECK(lint("smtpd_tls_security_level = may\nsmtpd_enforce_tls = yes\n", "encrypt-on-mx").empty());
  CHECK(
      lint("smtpd_tls_security_level = encrypt\ninet_interfaces = loopback-only\n", "encrypt-on-mx")
          .empty());
  CHECK(lint("smtpd_tls_security_level = encrypt\n", "encrypt-on-mx",
             "127.0.0.1:25 inet n - y - - smtpd\n587 inet n - y - - smtpd\n")
            .empty());
  CHECK(lint("smtpd_tls_security_level = encrypt\n", "encrypt-on-mx",
             "smtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd\n")
            .size() == 1);
  CHECK(lint("smtpd_tls_security_level = encrypt\n", "encrypt-on-mx", "").size() == 1);
}

TEST_CASE("lint: wrapper mode where it does not belong", "[lint][levels]") {
  const auto everywhere = lint("smtpd_tls_wrappermode = yes\n", "wrappermode-misplaced");
  REQUIRE(everywhere.size() == 1);
  CHECK(everywhere[0].finding.line == 1);
  CHECK(everywhere[0].finding.severity == Severity::error);
  CHECK(
      lint("", "wrappermode-misplaced", "smtp inet n - y - - smtpd -o smtpd_tls_wrappermode=yes\n")
          .size() == 1);
  CHECK(lint("", "wrappermode-misplaced",
             "submission inet n - y - - smtpd -o smtpd_tls_wrappermode=yes\n")
            .size() == 1);
  CHECK(lint("", "wrappermode-misplaced",
             "submissions inet n - y - - smtpd -o smtpd_tls_wrappermode=yes\n")
            .empty());
}

TEST_CASE("lint: port 465 without wrapper mode", "[lint][levels]") {
  for (const char* name : {"465", "smtps", "submissions", "192.0.2.1:465", "[::]:smtps"}) {
    const auto found =
        lint("", "wrappermode-missing", master(std::string(name) + " inet n - y - - smtpd\n"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].finding.hint.starts_with("add -o smtpd_tls_wrappermode=yes to " +
                                            std::string(name)));
    CHECK_FALSE(found[0].finding.line);
  }
}

TEST_CASE("lint: submission in clear text", "[lint][levels]") {
  CHECK(lint("smtpd_tls_security_level = may\n", "submission-not-encrypted",
             master("submission inet n - y - - smtpd\n"))
            .size() == 1);
  CHECK(lint("", "submission-not-encrypted",
             master("587 inet n - y - - smtpd -o smtpd_tls_security_level=encrypt\n"))
            .empty());
  CHECK(
      lint("", "submission-not-encrypted", master("127.0.0.1:587 inet n - y - - smtpd\n")).empty());
}

TEST_CASE("lint: passwords before TLS", "[lint][levels]") {
  CHECK(lint("smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may\n", "auth-before-tls")
            .size() == 1);
  CHECK(lint("smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may\n"
             "smtpd_tls_auth_only = yes\n",
             "auth-before-tls")
            .empty());
  CHECK(lint("smtpd_tls_security_level = may\n", "auth-before-tls",
             master("587 inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n"
                    "  -o smtpd_tls_security_level=encrypt\n"))
            .empty());
}

TEST_CASE("lint: what a client level needs", "[lint][levels]") {
  CHECK(lint("smtp_tls_security_level = secure\n", "verify-without-ca").size() == 1);
  CHECK(lint("smtp_enforce_tls = yes\n", "verify-without-ca").size() == 1);
  CHECK(
      lint("smtp_tls_security_level = verify\nsmtp_tls_CAfile = /etc/ca.pem\n", "verify-without-ca")
          .empty());
  CHECK(lint("smtp_tls_per_site = hash:/etc/a\nsmtp_tls_policy_maps = hash:/etc/b\n",
             "per-site-ignored")
            .size() == 1);
}
