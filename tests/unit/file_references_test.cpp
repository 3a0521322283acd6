// SPDX-License-Identifier: MIT
#include "core/file_references.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

std::optional<std::string> defaults(std::string_view name) {
  if (name == "config_directory") return "/etc/postfix";
  if (name == "queue_directory") return "/var/spool/postfix";
  return std::nullopt;
}

// "path (from)" of each.
std::vector<std::string> named_in(const std::string& main, const std::string& master = "") {
  std::vector<std::string> all;
  for (const FileReference& one : file_references(parse_main_cf(main, "main.cf"),
                                                  parse_master_cf(master, "master.cf"), defaults))
    all.push_back(one.path + " (" + one.from + ")");
  return all;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("file references: one path, a list of paths, and a value that names another", "[core]") {
  CHECK(named_in("smtpd_tls_cert_file = /a.pem\nsmtpd_tls_key_file = $smtpd_tls_cert_file\n") ==
        List{"/a.pem (smtpd_tls_cert_file)", "/a.pem (smtpd_tls_key_file)"});
  CHECK(
      named_in("smtpd_tls_chain_files = ${config_directory}/tls/rsa.pem,\n  /ec.pem\n") ==
      List{"/etc/postfix/tls/rsa.pem (smtpd_tls_chain_files)", "/ec.pem (smtpd_tls_chain_files)"});
}

TEST_CASE("file references: every program's parameters count", "[core]") {
  for (const char* name :
       {"smtp_tls_eckey_file", "lmtp_tls_dcert_file", "smtpd_tls_dh1024_param_file",
        "smtpd_tls_CAfile", "tlsproxy_client_chain_files", "tlsproxy_tls_key_file",
        "postscreen_tls_chain_files", "smtp_tls_trust_anchor_file", "smtpd_tls_dh512_param_file"})
    CHECK(named_in(std::string(name) + " = /x") == List{"/x (" + std::string(name) + ")"});
  for (const char* name : {"smtpd_tls_CApath", "tls_config_file", "smtp_tls_policy_maps",
                           "smtpd_tls_loglevel", "virtual_key_file", "sendmail_path"})
    CHECK(named_in(std::string(name) + " = /x").empty());
}

TEST_CASE("file references: none and auto are no files, an empty value neither", "[core]") {
  CHECK(named_in("smtpd_tls_cert_file = none\nsmtpd_tls_dh1024_param_file = auto\n"
                 "smtp_tls_key_file =\n")
            .empty());
}

TEST_CASE("file references: the last setting counts", "[core]") {
  CHECK(named_in("smtpd_tls_key_file = /old\nsmtpd_tls_key_file = /new\n") ==
        List{"/new (smtpd_tls_key_file)"});
}

TEST_CASE("file references: a relative name is below the queue directory", "[core]") {
  CHECK(named_in("smtpd_tls_key_file = tls/key.pem") ==
        List{"/var/spool/postfix/tls/key.pem (smtpd_tls_key_file)"});
  CHECK(named_in("queue_directory = /q\nsmtpd_tls_key_file = key.pem") ==
        List{"/q/key.pem (smtpd_tls_key_file)"});
}

TEST_CASE("file references: overrides of master.cf count, with their own meaning", "[core]") {
  CHECK(
      named_in("name = main\n",
               "465 inet n - n - - smtpd\n  -o name=own\n  -o smtpd_tls_key_file=/$name.pem\n"
               "smtp unix - - n - - smtp -o smtp_tls_cert_file=/$name.pem\n") ==
      List{"/own.pem (465/inet: smtpd_tls_key_file)", "/main.pem (smtp/unix: smtp_tls_cert_file)"});
}

TEST_CASE("file references: tables for SNI and their indexes", "[core]") {
  CHECK(named_in("tls_server_sni_maps = hash:/sni, proxy:lmdb:/more texthash:/text") ==
        List{"/sni (tls_server_sni_maps)", "/sni.db (tls_server_sni_maps)",
             "/more (tls_server_sni_maps)", "/more.lmdb (tls_server_sni_maps)",
             "/text (tls_server_sni_maps)"});
  CHECK(named_in("tls_server_sni_maps = inline:{a=/x}, pcre:/y").empty());
  const auto unknown = file_references(
      parse_main_cf("tls_server_sni_maps = $default_database_type:/sni", "main.cf"), {}, defaults);
  REQUIRE(unknown.size() == 4);
  CHECK(unknown[0].role == ReferenceRole::sni_source);
  CHECK(unknown[3].role == ReferenceRole::sni_index);
  CHECK_FALSE(unknown[3].certain);
}

TEST_CASE("file references: the files that a table for SNI names", "[core]") {
  const auto found =
      references_in_sni("# comment\na.example /a.key, /a.pem\n.b.example\n  b.pem\n", "/sni", "/q");
  REQUIRE(found.size() == 3);
  CHECK(found[0].path == "/a.key");
  CHECK(found[1].path == "/a.pem");
  CHECK(found[2].path == "/q/b.pem");
  CHECK(found[2].from == "/sni:3");
}
