// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "lint_fixture.hpp"

using namespace postseal;
using test::config_of;
using test::lint;
using test::names_in;
using test::plain_master;

TEST_CASE("lint: what is wrong with the files as files", "[lint][parameters]") {
  const auto malformed = lint("no equals sign\n", "config-malformed");
  REQUIRE(malformed.size() == 1);
  CHECK(malformed[0].urgency == Urgency::broken);
  CHECK(lint("", "config-malformed", "smtp inet n\n").size() == 1);
  const auto overridden =
      lint("smtpd_tls_loglevel = 0\nsmtpd_tls_loglevel = 1\n", "config-overridden");
  REQUIRE(overridden.size() == 1);
  CHECK(overridden[0].urgency == Urgency::untidy);
}

TEST_CASE("lint: expressions that cannot be read", "[lint][parameters]") {
  const auto malformed = lint("a = b\nsmtpd_tls_CAfile = ${a?{x}\n", "expression-malformed");
  REQUIRE(malformed.size() == 1);
  CHECK(malformed[0].finding.line == 2);
  CHECK(malformed[0].finding.message.starts_with("smtpd_tls_CAfile: "));
  CHECK(lint("a = $b\nb = $a\n", "expression-nesting").size() == 2);
  CHECK(
      lint("", "expression-malformed", "smtp inet n - y - - smtpd -o smtpd_banner=${x\n").size() ==
      1);
  CHECK(lint("default_rbl_reply = ${rbl_reason?\n", "expression-malformed").empty());
}

TEST_CASE("lint: names that are misspelt", "[lint][parameters]") {
  const auto misspelt = lint("smtpd_tls_certfile = /a\nsmtpd_tls_CAFile = /b\nmy_tls_thing = 1\n",
                             "parameter-misspelt");
  CHECK(names_in(misspelt) == std::vector<std::string>{"smtpd_tls_certfile", "smtpd_tls_CAFile"});
  REQUIRE(misspelt.size() == 2);
  CHECK(misspelt[0].finding.hint == "did you mean smtpd_tls_cert_file?");
  CHECK(misspelt[1].finding.hint == "did you mean smtpd_tls_CAfile?");
  CHECK(
      lint("smtpd_tls_dir = /etc/tls\nsmtpd_tls_CAfile = $smtpd_tls_dir/ca\n", "parameter-misspelt")
          .empty());
  CHECK(lint("smtpd_tls_dir = /etc/tls\nsmtpd_tls_CAfile = ${smtpd_tls_dir}/ca\n",
             "parameter-misspelt")
            .empty());
  const auto in_master = lint("", "parameter-misspelt",
                              "587 inet n - y - - smtpd -o smtpd_tls_security_levle=encrypt\n");
  REQUIRE(in_master.size() == 1);
  CHECK(in_master[0].finding.subject == "/etc/postfix/master.cf");
}

TEST_CASE("lint: names of other programs are none of its business", "[lint][parameters]") {
  CHECK(lint_settings(config_of("dovecot_destination_recipient_limit = 1\nmydomain = a.example\n"
                                "relay_tls_policy = x\nsmtpd_foo = 1\n"))
            .empty());
  CHECK(lint("smtpd_tls_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz = 1\n", "parameter-unknown").size() == 1);
}

TEST_CASE("lint: names of other versions", "[lint][parameters]") {
  const auto early =
      lint("smtpd_tls_chain_files = /a\n", "parameter-unknown-here", plain_master, "3.3");
  REQUIRE(early.size() == 1);
  CHECK(early[0].finding.message.find("it came with 3.4") != std::string::npos);
  CHECK(lint("smtpd_tls_chain_files = /a\n", "parameter-unknown-here").empty());
  CHECK(lint("smtpd_tls_cipherlist = HIGH\n", "parameter-obsolete").size() == 1);
  CHECK(
      lint("tls_legacy_public_key_fingerprints = no\n", "parameter-obsolete", plain_master, "3.11")
          .size() == 1);
  CHECK(lint("smtpd_tls_eecdh_grade = ultra\n", "parameter-ignored").size() == 1);
  CHECK(lint("smtpd_tls_eecdh_grade = ultra\n", "parameter-ignored", plain_master, "3.5").empty());
  CHECK(
      lint("smtpd_tls_eecdh_grade = ultra\n", "parameter-deprecated", plain_master, "3.9").size() ==
      1);
}

TEST_CASE("lint: the way out names parameter and value", "[lint][parameters]") {
  const auto hint = [](std::string_view main_cf, std::string_view version) {
    const auto found = lint(main_cf, "parameter-deprecated", plain_master, version);
    REQUIRE(found.size() == 1);
    return found[0].finding.hint;
  };
  CHECK(hint("smtpd_use_tls = yes\n", "3.9") == "replace it by smtpd_tls_security_level = may");
  CHECK(hint("smtpd_enforce_tls = yes\n", "3.9") ==
        "replace it by smtpd_tls_security_level = encrypt");
  CHECK(hint("smtp_enforce_tls = yes\n", "3.9") ==
        "replace it by smtp_tls_security_level = verify");
  CHECK(hint("smtp_tls_per_site = hash:/a\n", "3.9") ==
        "set smtp_tls_policy_maps instead, and delete this line");
  CHECK(hint("smtpd_tls_dh1024_param_file = /a\n", "3.9") == "delete the line");
}

TEST_CASE("lint: values that no daemon takes", "[lint][values]") {
  for (const char* line :
       {"postscreen_use_tls = true", "tlsproxy_tls_ccert_verifydepth = ten",
        "tlsproxy_watchdog_timeout = 5 minutes", "smtp_tls_session_cache_timeout = 101d",
        "tls_random_bytes =", "tls_random_reseed_period = -5s",
        "smtp_tls_dane_insecure_mx_policy = none"}) {
    INFO(line);
    CHECK(lint(line, "parameter-value").size() == 1);
  }
  for (const char* line :
       {"smtpd_tls_auth_only = YES", "smtpd_tls_ccert_verifydepth = 9",
        "smtpd_tls_ccert_verifydepth = -1", "smtp_starttls_timeout = 5minutes",
        "smtpd_starttls_timeout = ${stress?{10}:{300}}s", "smtp_tls_session_cache_timeout = 100d",
        "smtp_tls_session_cache_timeout = 3600", "smtp_tls_dane_insecure_mx_policy = encrypt"}) {
    INFO(line);
    CHECK(lint(line, "parameter-value").empty());
  }
  CHECK(lint("smtp_tls_session_cache_timeout = 101d", "parameter-value", plain_master, "2.10")
            .empty());
}

TEST_CASE("lint: a value on which a service stops is the service's finding", "[lint][values]") {
  CHECK(lint("smtpd_tls_auth_only = true\n", "parameter-value").empty());
  CHECK(lint("tls_preempt_cipherlist = true\n", "parameter-value").empty());
  CHECK(
      lint("smtpd_tls_auth_only = true\nsmtpd_tls_req_ccert = true\n", "parameter-value").size() ==
      1);
  CHECK(lint("smtpd_tls_auth_only = true\n", "parameter-value", "smtp unix - - y - - smtp\n")
            .size() == 1);
}

TEST_CASE("lint: log levels that say too much", "[lint][values]") {
  for (const char* level : {"0", "1", "summary, untrusted", "routine", "none", "bogus", ""})
    CHECK(lint("smtpd_tls_loglevel = " + std::string(level) + "\n", "loglevel-high").empty());
  const auto severity = [](const std::string& level) {
    const auto found = lint("smtpd_tls_loglevel = " + level + "\n", "loglevel-high");
    REQUIRE(found.size() == 1);
    return found[0].finding.severity;
  };
  CHECK(severity("2") == Severity::info);
  CHECK(severity("debug") == Severity::info);
  CHECK(severity("3") == Severity::warning);
  CHECK(severity("9") == Severity::warning);
  CHECK(severity("1 ssl-session-packet-dump") == Severity::warning);
}
