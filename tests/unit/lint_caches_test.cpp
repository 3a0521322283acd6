// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "lint_fixture.hpp"

using namespace postseal;
using test::lint;
using test::names_in;
using test::plain_master;

TEST_CASE("lint: session caches in order", "[lint][caches]") {
  CHECK(lint_settings(test::config_of(
                          "smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache\n"
                          "lmtp_tls_session_cache_database = btree:$data_directory/lmtp_scache\n"))
            .empty());
}

TEST_CASE("lint: session caches in other places", "[lint][caches]") {
  const auto message = [](const std::string& path) {
    const auto found =
        lint("smtp_tls_session_cache_database = btree:" + path + "\n", "cache-outside");
    return found.size() == 1 ? found[0].finding.message : "";
  };
  CHECK(message("/tmp/c").ends_with("in a place where every user can write"));
  CHECK(message("/var/run/c").ends_with("in a place that is empty after each boot"));
  CHECK(message("/run/c").ends_with("in a place that is empty after each boot"));
  CHECK(message("/var/spool/postfix/c").find("may not write") != std::string::npos);
  CHECK(message("/var/lib/postfix/c").empty());
  CHECK_FALSE(message("/var/lib/postfix2/c").empty());
  CHECK(lint("smtp_tls_session_cache_database = btree:/x/c\n", "cache-outside", plain_master, "2.4")
            .empty());
}

TEST_CASE("lint: two session caches in one file", "[lint][caches]") {
  const auto shared = lint(
      "smtpd_tls_session_cache_database = btree:${data_directory}/scache\n"
      "smtp_tls_session_cache_database = lmdb:/var/lib/postfix/scache\n",
      "cache-shared");
  CHECK(names_in(shared) == std::vector<std::string>{"smtp_tls_session_cache_database"});
  REQUIRE(shared.size() == 1);
  CHECK(shared[0].finding.severity == Severity::error);
}

TEST_CASE("lint: session caches that nobody needs or reads", "[lint][caches]") {
  constexpr std::string_view server =
      "smtpd_tls_session_cache_database = btree:${data_directory}/smtpd_scache\n";
  CHECK(lint(server, "cache-needless").size() == 1);
  CHECK(lint(server, "cache-needless", plain_master, "2.10").empty());
  CHECK(lint("", "cache-in-master",
             "smtp unix - - y - - smtp -o smtp_tls_session_cache_database=btree:/x\n")
            .size() == 1);
}

TEST_CASE("lint: session caches in Berkeley DB", "[lint][caches]") {
  constexpr std::string_view client =
      "smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache\n";
  CHECK(lint(client, "cache-type-gone").empty());
  const auto maybe = lint(client, "cache-type-gone", plain_master, "3.11");
  REQUIRE(maybe.size() == 1);
  CHECK(maybe[0].finding.severity == Severity::info);
  CheckedConfig config = test::config_of(client, plain_master, "3.11");
  config.defaults = [usual = config.defaults](std::string_view name) {
    return name == "default_cache_db_type" ? std::optional<std::string>("lmdb") : usual(name);
  };
  const auto gone = test::with_id(lint_settings(config), "cache-type-gone");
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].finding.severity == Severity::warning);
}

TEST_CASE("lint: digests of fingerprints", "[lint][certificates]") {
  CHECK(lint("smtpd_tls_fingerprint_digest = sha1\n", "digest-weak").size() == 1);
  CHECK(lint("smtp_tls_fingerprint_digest = MD5\n", "digest-weak").size() == 1);
  CHECK(lint("smtp_tls_fingerprint_digest = sha256\n", "digest-weak").empty());
  CHECK(lint("smtp_tls_fingerprint_digest = sha1\n", "digest-weak", plain_master, "2.10").empty());
  CHECK(names_in(lint("relay_clientcerts = hash:/etc/certs\n", "digest-implicit")) ==
        std::vector<std::string>{"smtpd_tls_fingerprint_digest"});
  CHECK(lint("smtpd_client_restrictions = check_ccert_access hash:/etc/certs\n", "digest-implicit")
            .size() == 1);
  CHECK(lint("smtp_tls_security_level = fingerprint\n", "digest-implicit").size() == 1);
  CHECK(lint("relay_clientcerts = hash:/etc/certs\ncompatibility_level = 3.6\n", "digest-implicit")
            .empty());
  CHECK(lint("relay_clientcerts = hash:/etc/certs\ncompatibility_level = 3.6\n", "digest-implicit",
             plain_master, "3.5")
            .size() == 1);
  CHECK(lint("", "digest-implicit").empty());
  CHECK(lint("relay_clientcerts = hash:/etc/certs\nsmtpd_tls_fingerprint_digest = md5\n",
             "digest-implicit")
            .empty());
}

TEST_CASE("lint: DSA and DH", "[lint][certificates]") {
  const auto dsa = lint("smtpd_tls_dcert_file = /a\nsmtp_tls_dkey_file = $smtp_tls_dcert_file\n",
                        "dsa-parameters");
  REQUIRE(dsa.size() == 2);
  CHECK(dsa[0].finding.severity == Severity::warning);
  CHECK(dsa[1].finding.severity == Severity::info);
  CHECK(lint("smtpd_tls_dh512_param_file = /a\n", "dh-export-grade", plain_master, "3.5").size() ==
        1);
  CHECK(lint("smtpd_tls_dh512_param_file = /a\n", "dh-export-grade").empty());
  CHECK(lint("smtpd_tls_dh1024_param_file = /a\n", "dh-file-needless").size() == 1);
  CHECK(lint("smtpd_tls_dh1024_param_file = auto\n", "dh-file-needless").empty());
  CHECK(
      lint("smtpd_tls_dh1024_param_file = /a\n", "dh-file-needless", plain_master, "2.11").empty());
}

TEST_CASE("lint: certificates of clients", "[lint][certificates]") {
  CHECK(lint("smtpd_tls_ask_ccert = yes\n", "ccert-unused").size() == 1);
  CHECK(
      lint("smtpd_tls_ask_ccert = yes\nsmtpd_relay_restrictions = permit_tls_clientcerts, reject\n",
           "ccert-unused")
          .empty());
  CHECK(lint("smtpd_tls_ask_ccert = yes\nrelay_clientcerts = hash:/a\n", "ccert-unused").empty());
  CHECK(lint("tls_append_default_CA = yes\n"
             "smtpd_relay_restrictions = permit_tls_all_clientcerts,reject\n",
             "ccert-any-ca")
            .size() == 1);
  CHECK(lint("tls_append_default_CA = yes\n", "ccert-any-ca").empty());
}
