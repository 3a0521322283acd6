// SPDX-License-Identifier: MIT
#include "core/missing_lines.hpp"

#include <catch2/catch.hpp>

#include "core/snippet_text.hpp"

using namespace postseal;

namespace {

const PostfixVersion version{3, 7, 11};

SnippetWish wish() {
  return {.version = version,
          .server = material_files({.directory = "/etc/postfix/tls",
                                    .name = "mx",
                                    .types = {KeyType::ec_p256, KeyType::rsa_3072}},
                                   version),
          .ca_file = "/etc/ssl/certs/ca-certificates.crt",
          .os = OsLayout::debian};
}

MissingLines missing(std::string_view main_cf, const SnippetWish& from = wish()) {
  return lines_missing(parse_main_cf(main_cf, "main.cf"), make_snippet(from).parameters,
                       from.version);
}

std::string value(const MissingLines& lines, std::string_view name) {
  for (const SnippetParameter& one : lines.missing)
    if (one.name == name) return one.value;
  return "(not missing)";
}

std::vector<std::string> names(const std::vector<ParameterLine>& lines) {
  std::vector<std::string> result;
  for (const ParameterLine& line : lines) result.push_back(line.name);
  return result;
}

}  // namespace

TEST_CASE("missing lines: an empty main.cf lacks all of them", "[snippet]") {
  const MissingLines lines = missing("");
  CHECK(lines.missing.size() == make_snippet(wish()).parameters.size());
  CHECK(lines.conflicts.empty());
  CHECK(lines.superseded.empty());
}

TEST_CASE("missing lines: a main.cf with the printed lines lacks none", "[snippet]") {
  const Snippet snippet = make_snippet(wish());
  const std::string text =
      "myhostname = mx\n" + snippet_text(snippet, {.title = "t", .version = version});
  const MissingLines lines = missing(text);
  CHECK(lines.missing.empty());
  CHECK(lines.conflicts.empty());
}

TEST_CASE("missing lines: another spelling of the same value is the same value", "[snippet]") {
  SnippetWish split = wish();
  split.server = material_files(
      {.directory = "/d", .name = "mx", .layout = Layout::split, .types = {KeyType::ec_p256}},
      version);
  const MissingLines lines = missing(
      "d = /d\nsmtpd_tls_chain_files = $d/mx.ec.key\n  $d/mx.ec.crt\n"
      "smtp_tls_session_cache_database = btree:$data_directory/smtp_scache\n"
      "smtpd_tls_security_level = ${x?encrypt}${x:may}\n",
      split);
  CHECK(lines.conflicts.empty());
  CHECK(value(lines, "smtpd_tls_chain_files") == "(not missing)");
}

TEST_CASE("missing lines: a parameter that is set otherwise is a conflict", "[snippet]") {
  const MissingLines lines = missing("smtpd_tls_auth_only = no\nsmtpd_tls_chain_files = /x.pem\n");
  REQUIRE(lines.conflicts.size() == 2);
  CHECK(lines.conflicts[0].wanted.name == "smtpd_tls_chain_files");
  CHECK(lines.conflicts[0].have.line == 2);
  CHECK_FALSE(lines.conflicts[0].keep);
  CHECK(lines.conflicts[1].have.value == "no");
}

TEST_CASE("missing lines: a stronger level or a matter of taste is worth keeping", "[snippet]") {
  const MissingLines lines = missing(
      "smtpd_tls_security_level = encrypt\nsmtp_tls_security_level = none\n"
      "smtp_tls_CAfile = /own.pem\nsmtp_tls_loglevel = 0\n");
  REQUIRE(lines.conflicts.size() == 4);
  for (const ParameterConflict& conflict : lines.conflicts) {
    INFO(conflict.wanted.name);
    CHECK(conflict.keep == (conflict.wanted.name != "smtp_tls_security_level"));
  }
}

TEST_CASE("missing lines: Debian's stock certificate is superseded by chain files", "[snippet]") {
  const std::string stock =
      "smtpd_tls_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem\n"
      "smtpd_tls_key_file=/etc/ssl/private/ssl-cert-snakeoil.key\n"
      "smtpd_tls_security_level=may\n\nsmtp_tls_CApath=/etc/ssl/certs\n"
      "smtp_tls_security_level=may\n"
      "smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache\n";
  const MissingLines lines = missing(stock);
  CHECK(lines.conflicts.empty());
  CHECK(names(lines.superseded) ==
        std::vector<std::string>{"smtpd_tls_cert_file", "smtpd_tls_key_file"});
  CHECK(value(lines, "smtpd_tls_security_level") == "(not missing)");

  SnippetWish old = wish();
  old.version = {3, 3, 0};
  old.server =
      material_files({.directory = "/d", .name = "mx", .types = {KeyType::rsa_2048}}, old.version);
  CHECK(missing(stock, old).superseded.empty());
  CHECK(missing(stock, old).conflicts.size() == 2);
  CHECK(names(missing("smtpd_tls_eccert_file = /x\n", old).superseded) ==
        std::vector<std::string>{"smtpd_tls_eccert_file"});
}

TEST_CASE("missing lines: the old spelling of a level is not weakened", "[snippet]") {
  CHECK(value(missing("smtpd_use_tls = yes\n"), "smtpd_tls_security_level") == "may");
  CHECK(value(missing("smtpd_enforce_tls = yes\n"), "smtpd_tls_security_level") == "encrypt");
  CHECK(value(missing("smtp_enforce_tls = yes\n"), "smtp_tls_security_level") == "verify");
  CHECK(value(missing("smtp_enforce_tls = yes\nsmtp_tls_enforce_peername = no\n"),
              "smtp_tls_security_level") == "encrypt");
  CHECK(names(missing("smtpd_use_tls = yes\nsmtp_enforce_tls = yes\n").retired) ==
        std::vector<std::string>{"smtpd_use_tls", "smtp_enforce_tls"});
}

TEST_CASE("missing lines: a DH file may go once Postfix warns about it", "[snippet]") {
  SnippetWish newer = wish();
  CHECK(missing("smtpd_tls_dh1024_param_file = /dh.pem\n", newer).retired.empty());
  newer.version = {3, 9, 0};
  CHECK(missing("smtpd_tls_dh1024_param_file = /dh.pem\n", newer).retired.size() == 1);
}

TEST_CASE("missing lines: a value that refers to itself is a conflict and no failure",
          "[snippet]") {
  CHECK(missing("smtpd_tls_security_level = $smtpd_tls_security_level\n").conflicts.size() == 1);
}

TEST_CASE("missing services: entries are found by their port", "[snippet]") {
  const std::vector<SnippetService> wanted = make_snippet(wish()).services;
  const auto changes = [&](std::string_view text) {
    return services_missing(parse_master_cf(text, "master.cf"), wanted);
  };
  CHECK(changes("").size() == 2);
  CHECK(changes("")[0].create);

  const auto some = changes(
      "127.0.0.1:587 inet n - n - - smtpd -o smtpd_tls_security_level=encrypt\n"
      "smtps inet n - n - - smtpd -o syslog_name=mine\n");
  REQUIRE(some.size() == 1);
  CHECK(some[0].key == "smtps/inet");
  CHECK_FALSE(some[0].create);
  REQUIRE(some[0].options.size() == 1);
  CHECK(some[0].options[0].name == "smtpd_tls_wrappermode");

  std::string own;
  for (const SnippetService& service : wanted) own += service.definition() + "\n";
  CHECK(changes(own).empty());
}
