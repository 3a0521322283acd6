// SPDX-License-Identifier: MIT
#include "core/config_repair.hpp"

#include <catch2/catch.hpp>

#include "core/config_meaning.hpp"
#include "lint_fixture.hpp"

using namespace postseal;
using test::config_of;

namespace {

constexpr std::string_view two_ports =
    "smtp       inet n - y - - smtpd\n"
    "submission inet n - y - - smtpd\n"
    "  -o smtpd_enforce_tls=yes\n"
    "tlsmgr     unix - - y 1000? 1 tlsmgr\n"
    "smtp       unix - - y - - smtp\n";

// "NAME = VALUE", "-NAME", with "SERVICE: " in front of those of master.cf.
std::vector<std::string> repaired(const CheckedConfig& config) {
  std::vector<std::string> lines;
  std::vector<ConfigChange> changes;
  for (const ConfigRepair& one : config_repairs(config)) {
    CHECK((!lines.empty() || !one.why.empty()));
    const std::string place = one.service.empty() ? "" : one.service + ": ";
    lines.push_back(place + (one.value ? one.name + " = " + *one.value : "-" + one.name));
    changes.push_back({one.service, one.name, one.value});
  }
  const CheckedConfig after = with_changes(config, changes);
  CHECK(meaning_of(after) == meaning_of(config));
  CHECK(config_repairs(after).empty());
  return lines;
}

std::vector<std::string> repaired(std::string_view main_cf,
                                  std::string_view master_cf = test::plain_master,
                                  std::string_view version = "3.7.11") {
  return repaired(config_of(main_cf, master_cf, version));
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("repairs: an old parameter alone becomes the level that does the same", "[repair]") {
  CHECK(repaired("smtpd_use_tls = yes\n") ==
        Lines{"-smtpd_use_tls", "smtpd_tls_security_level = may"});
  CHECK(repaired("smtpd_enforce_tls = yes\n") ==
        Lines{"-smtpd_enforce_tls", "smtpd_tls_security_level = encrypt"});
  CHECK(repaired("smtp_use_tls = YES\n") ==
        Lines{"-smtp_use_tls", "smtp_tls_security_level = may"});
  CHECK(repaired("smtp_enforce_tls = yes\n") ==
        Lines{"-smtp_enforce_tls", "smtp_tls_security_level = verify"});
  CHECK(repaired("smtp_enforce_tls = yes\nsmtp_tls_enforce_peername = no\n") ==
        Lines{"-smtp_enforce_tls", "-smtp_tls_enforce_peername",
              "smtp_tls_security_level = encrypt"});
  CHECK(repaired("lmtp_use_tls = yes\n") ==
        Lines{"-lmtp_use_tls", "lmtp_tls_security_level = may"});
  CHECK(repaired("smtpd_use_tls = no\n") == Lines{"-smtpd_use_tls"});
}

TEST_CASE("repairs: beside a level an old parameter only goes", "[repair]") {
  CHECK(
      repaired("smtpd_use_tls = yes\nsmtpd_enforce_tls = yes\nsmtpd_tls_security_level = may\n") ==
      Lines{"-smtpd_use_tls", "-smtpd_enforce_tls"});
  CHECK(repaired("smtp_tls_enforce_peername = no\nsmtp_tls_security_level = verify\n") ==
        Lines{"-smtp_tls_enforce_peername"});
}

TEST_CASE("repairs: a level in main.cf does not reach what a service had for itself", "[repair]") {
  CHECK(repaired("smtpd_use_tls = yes\n", two_ports) ==
        Lines{"-smtpd_use_tls", "submission/inet: -smtpd_enforce_tls",
              "smtpd_tls_security_level = may",
              "submission/inet: smtpd_tls_security_level = encrypt"});
  CHECK(repaired("", two_ports) == Lines{"submission/inet: -smtpd_enforce_tls",
                                         "submission/inet: smtpd_tls_security_level = encrypt"});
}

TEST_CASE("repairs: a service that says no keeps saying so", "[repair]") {
  CHECK(repaired("smtpd_use_tls = yes\n",
                 "smtp inet n - y - - smtpd\n"
                 "10025 inet n - y - - smtpd -o smtpd_use_tls=no\n") ==
        Lines{"-smtpd_use_tls", "10025/inet: -smtpd_use_tls", "smtpd_tls_security_level = may",
              "10025/inet: smtpd_tls_security_level = none"});
}

TEST_CASE("repairs: what has no effect goes", "[repair]") {
  CHECK(repaired("smtpd_tls_dh512_param_file = /etc/dh512.pem\nsmtpd_tls_eecdh_grade = ultra\n"
                 "smtpd_tls_cipherlist = HIGH\n") ==
        Lines{"-smtpd_tls_dh512_param_file", "-smtpd_tls_eecdh_grade", "-smtpd_tls_cipherlist"});
  CHECK(repaired("smtpd_tls_eecdh_grade = ultra\n", test::plain_master, "3.5").empty());
  CHECK(repaired("smtpd_tls_cipherlist = HIGH\nother = $smtpd_tls_cipherlist\n").empty());
  CHECK(
      repaired("smtpd_tls_dh1024_param_file = /etc/dh.pem\n", test::plain_master, "3.10").empty());
}

TEST_CASE("repairs: protocol lists become ranges that mean the same", "[repair]") {
  CHECK(repaired("smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\n") ==
        Lines{"smtpd_tls_mandatory_protocols = >=TLSv1.2"});
  CHECK(repaired("smtp_tls_protocols = TLSv1.2, TLSv1.3\n") ==
        Lines{"smtp_tls_protocols = >=TLSv1.2"});
  CHECK(repaired("", "submission inet n - y - - smtpd -o smtpd_tls_protocols=!SSLv2,!SSLv3\n") ==
        Lines{"submission/inet: smtpd_tls_protocols = >=TLSv1"});
  for (const char* list : {"!SSLv2", "!TLSv1", "TLSv1, TLSv1.1", "TLSv1.2", ">=TLSv1.2",
                           ">= TLSv1.2", "bogus", "", "!SSLv2, !SSLv3, !TLSv1.1", "$mine"})
    CHECK(repaired("mine = !SSLv2, !SSLv3\nsmtpd_tls_protocols = " + std::string(list) + "\n")
              .empty());
  CHECK(repaired("smtpd_tls_protocols = !SSLv2, !SSLv3\n", test::plain_master, "3.5").empty());
}

TEST_CASE("repairs: an obvious typing error is put right where nothing gets stricter", "[repair]") {
  CHECK(repaired("smtpd_tls_loglevl = 1\n") ==
        Lines{"-smtpd_tls_loglevl", "smtpd_tls_loglevel = 1"});
  CHECK(repaired("smtpd_tls_chain_file = $dir/mx.pem\ndir = /etc/tls\n") ==
        Lines{"-smtpd_tls_chain_file", "smtpd_tls_chain_files = $dir/mx.pem"});
  CHECK(repaired("smtpd_tls_loglevl = 1\nsmtpd_tls_loglevel = 0\n").empty());
  CHECK(repaired("smtpd_tls_security_levl = encrypt\n").empty());
  CHECK(repaired("smtpd_tls_mandatory_protocol = >=TLSv1.3\n").empty());
  CHECK(repaired("smtpd_tls_aut_only = yes\n").empty());
  CHECK(repaired("smtpd_tls_received_heder = maybe\n").empty());
  CHECK(repaired("smtpd_tls_something_else = yes\n").empty());
  CHECK(repaired("smtpx_tls_loglevel = 1\n").empty());  // smtp or smtpd
  CHECK(repaired("smtpd_tls_keyfil = /x\nsmtpd_tls_cert_file = $smtpd_tls_keyfil\n").empty());
}

TEST_CASE("repairs: a name that changes hands keeps its value", "[repair]") {
  CHECK(repaired("tlsproxy_client_level = encrypt\n", test::plain_master, "3.11") ==
        Lines{"-tlsproxy_client_level", "tlsproxy_client_security_level = encrypt"});
}

TEST_CASE("repairs: what cannot be preserved is left alone", "[repair]") {
  CHECK(repaired("smtpd_use_tls = $mine\nmine = yes\n").empty());
  CHECK(repaired("smtpd_use_tls = yes\nno equals sign\n").empty());
  CHECK(repaired("smtpd_use_tls = yes\nsmtpd_enforce_tls = $smtpd_use_tls\n").empty());
}

TEST_CASE("repairs: what is in order has none", "[repair]") {
  CHECK(repaired("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/tls/mx.pem\n"
                 "smtpd_tls_mandatory_protocols = >=TLSv1.2\n")
            .empty());
}
