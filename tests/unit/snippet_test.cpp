// SPDX-License-Identifier: MIT
#include "core/snippet.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/snippet_protocols.hpp"

using namespace postseal;

namespace {

PostfixVersion v(std::string_view text) { return parse_postfix_version(text); }

// The first and the newest patch level of every release, and those where something changed.
std::vector<PostfixVersion> all_versions() {
  std::vector<PostfixVersion> versions;
  for (const auto& [major, last] : {std::pair{2, 11}, std::pair{3, 12}})
    for (int minor = major == 2 ? 3 : 0; minor <= last; ++minor) {
      versions.push_back({major, minor, 0});
      versions.push_back(newest_patch_of(major, minor).value());
    }
  for (const char* text :
       {"2.6.14", "2.6.15", "2.7.8", "2.7.9", "2.8.9", "2.8.10", "2.9.1", "2.9.2", "3.0.13",
        "3.0.14", "3.1.9", "3.1.10", "3.2.6", "3.2.7", "3.3.1", "3.3.2"})
    versions.push_back(v(text));
  return versions;
}

SnippetWish wish(const PostfixVersion& version, Profile profile = Profile::intermediate,
                 Layout layout = Layout::single) {
  return {.version = version,
          .role = SnippetRole::all,
          .profile = profile,
          .server = material_files({.directory = "/etc/postfix/tls",
                                    .name = "mx.example.org",
                                    .layout = layout,
                                    .types = {KeyType::ec_p256, KeyType::rsa_3072}},
                                   version),
          .ca_file = "/etc/ssl/certs/ca-certificates.crt",
          .os = OsLayout::debian};
}

std::string value(const std::vector<SnippetParameter>& parameters, std::string_view name) {
  for (const SnippetParameter& one : parameters)
    if (one.name == name) return one.value;
  return "(unset)";
}

std::string value(const SnippetWish& wish, std::string_view name) {
  return value(make_snippet(wish).parameters, name);
}

std::string value(std::string_view version, std::string_view name) {
  return value(wish(v(version)), name);
}

// What a name that is not in the table of TLS parameters needs.
bool known_elsewhere(const std::string& name, const PostfixVersion& version) {
  if (name == "syslog_name" || name == "smtpd_client_restrictions") return true;
  return name == "smtpd_relay_restrictions" && version >= PostfixVersion{2, 10, 0};
}

// The rules of the version for a list of protocols.
bool is_good_list(const std::string& list, const PostfixVersion& version) {
  const bool has_new_names = is_since("2.10 2.9.2 2.8.10 2.7.9 2.6.15", version);
  for (const std::string& token : list_elements(list)) {
    if (token.starts_with(">=")) {
      if (version < PostfixVersion{3, 6, 0}) return false;
      continue;
    }
    if (token.starts_with("!") && version < PostfixVersion{2, 5, 0}) return false;
    const std::string name = token.substr(token.starts_with("!") ? 1 : 0);
    if ((name == "TLSv1.1" || name == "TLSv1.2") && !has_new_names) return false;
    if (name == "TLSv1.3") return false;  // never excluded by us
  }
  return true;
}

void check_line(const SnippetParameter& line, const PostfixVersion& version) {
  INFO(text_of(version) << ": " << line.name << " = " << line.value);
  CHECK((known(line.name, version) || known_elsewhere(line.name, version)));
  CHECK_FALSE(deprecated(line.name, version));
  CHECK_FALSE(ignored(line.name, version));
  CHECK_FALSE(line.value.empty());
  CHECK_FALSE(line.reason.empty());
  CHECK(line.reason.size() <= 100);
  CHECK(line.reason.find('\n') == std::string::npos);
  if (line.name.ends_with("_protocols")) CHECK(is_good_list(line.value, version));
}

}  // namespace

TEST_CASE("snippet: every version gets only what it knows, in the syntax it knows", "[snippet]") {
  for (const PostfixVersion& version : all_versions())
    for (const Profile profile : {Profile::old, Profile::intermediate, Profile::modern})
      for (const Layout layout : {Layout::single, Layout::split}) {
        SnippetWish full = wish(version, profile, layout);
        full.client = {{.types = {KeyType::ec_p256}, .chain = "/c.pem", .key = "/c.key"}};
        full.dh_file = "/dh.pem";
        const Snippet snippet = make_snippet(full);
        std::set<std::string> names;
        for (const SnippetParameter& line : snippet.parameters) {
          check_line(line, version);
          CHECK(names.insert(line.name).second);
        }
        CHECK(snippet.services.size() == 2);
        for (const SnippetService& service : snippet.services)
          for (const SnippetParameter& option : service.options) {
            check_line(option, version);
            CHECK(option.value.find(' ') == std::string::npos);  // -o takes none
          }
      }
}

TEST_CASE("snippet: roles are parts of the whole", "[snippet]") {
  for (const PostfixVersion& version : {v("2.3"), v("3.3"), v("3.7"), v("3.12")}) {
    SnippetWish part = wish(version);
    const Snippet all = make_snippet(part);
    part.role = SnippetRole::server;
    const Snippet server = make_snippet(part);
    part.role = SnippetRole::client;
    const Snippet client = make_snippet(part);
    part.role = SnippetRole::master;
    const Snippet master = make_snippet(part);

    CHECK(server.parameters.size() + client.parameters.size() == all.parameters.size());
    CHECK(server.services.empty());
    CHECK(client.services.empty());
    CHECK(master.parameters.empty());
    CHECK(master.services.size() == 2);
    for (const SnippetParameter& line : server.parameters) CHECK(line.name.starts_with("smtpd_"));
    for (const SnippetParameter& line : client.parameters) CHECK(line.name.starts_with("smtp_"));
  }
}

TEST_CASE("snippet: one chain file from 3.4 on, a pair per algorithm before", "[snippet]") {
  CHECK(value("3.4.0", "smtpd_tls_chain_files") == "/etc/postfix/tls/mx.example.org.pem");
  CHECK(value("3.4.0", "smtpd_tls_cert_file") == "(unset)");
  CHECK(value("3.3", "smtpd_tls_chain_files") == "(unset)");
  CHECK(value("3.3", "smtpd_tls_cert_file") == "/etc/postfix/tls/mx.example.org.rsa.pem");
  CHECK(value("3.3", "smtpd_tls_key_file") == "/etc/postfix/tls/mx.example.org.rsa.pem");
  CHECK(value("2.6.0", "smtpd_tls_eccert_file") == "/etc/postfix/tls/mx.example.org.ec.pem");
  CHECK(value("2.6.0", "smtpd_tls_eckey_file") == "/etc/postfix/tls/mx.example.org.ec.pem");
  CHECK(value("2.5", "smtpd_tls_eccert_file") == "(unset)");
  CHECK(value("2.5", "smtpd_tls_cert_file") == "/etc/postfix/tls/mx.example.org.rsa.pem");
  CHECK(make_snippet(wish(v("2.5"))).notes.at(0).find("mx.example.org.ec.pem is left out") !=
        std::string::npos);
}

TEST_CASE("snippet: separate files are named key first", "[snippet]") {
  CHECK(value(wish(v("3.7"), Profile::old, Layout::split), "smtpd_tls_chain_files") ==
        "/etc/postfix/tls/mx.example.org.ec.key, /etc/postfix/tls/mx.example.org.ec.crt, "
        "/etc/postfix/tls/mx.example.org.rsa.key, /etc/postfix/tls/mx.example.org.rsa.crt");
  CHECK(value(wish(v("3.3"), Profile::old, Layout::split), "smtpd_tls_eckey_file") ==
        "/etc/postfix/tls/mx.example.org.ec.key");
}

TEST_CASE("snippet: a lone certificate of any algorithm has a place in every version",
          "[snippet]") {
  for (const PostfixVersion& version : all_versions())
    for (const KeyType type : all_key_types) {
      SnippetWish one = wish(version);
      one.role = SnippetRole::server;
      one.server = material_files({.directory = "/d", .name = "n", .types = {type}}, version);
      const std::vector<SnippetParameter> lines = make_snippet(one).parameters;
      INFO(text_of(version) << " " << name_of(type));
      CHECK(lines.at(0).value.starts_with("/d/n"));
    }
}

TEST_CASE("snippet: profiles ask mandatory TLS for their protocols", "[snippet]") {
  const auto mandatory = [](const char* version, Profile profile) {
    return value(wish(v(version), profile), "smtpd_tls_mandatory_protocols");
  };
  CHECK(mandatory("3.6", Profile::old) == ">=TLSv1");
  CHECK(mandatory("3.6", Profile::intermediate) == ">=TLSv1.2");
  CHECK(mandatory("3.6", Profile::modern) == ">=TLSv1.3");
  CHECK(mandatory("3.5", Profile::old) == "!SSLv2, !SSLv3");
  CHECK(mandatory("3.5", Profile::intermediate) == "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1");
  CHECK(mandatory("3.5", Profile::modern) == "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1, !TLSv1.2");
  CHECK(mandatory("3.3.1", Profile::modern) == "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1");
  CHECK(mandatory("2.6.15", Profile::intermediate) == "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1");
  CHECK(mandatory("2.6.14", Profile::intermediate) == "!SSLv2, !SSLv3");
  CHECK(mandatory("2.4", Profile::intermediate) == "TLSv1");
}

TEST_CASE("snippet: a version that cannot do what a profile asks for says so", "[snippet]") {
  CHECK(make_snippet(wish(v("3.6"), Profile::modern)).notes.empty());
  const std::vector<std::string> notes = make_snippet(wish(v("3.3.1"), Profile::modern)).notes;
  REQUIRE(notes.size() == 1);
  CHECK(notes[0] == "Postfix 3.3.1 cannot be asked for TLSv1.3 and above: it gets TLSv1.2");
}

TEST_CASE("snippet: port 25 takes whoever comes, except in profile modern", "[snippet]") {
  for (const Profile profile : {Profile::old, Profile::intermediate}) {
    CHECK(value(wish(v("3.7"), profile), "smtpd_tls_protocols") == "(unset)");
    CHECK(value(wish(v("3.7"), profile), "smtp_tls_protocols") == "(unset)");
  }
  CHECK(value(wish(v("3.7"), Profile::modern), "smtpd_tls_protocols") == ">=TLSv1.2");
  CHECK(value(wish(v("3.5"), Profile::modern), "smtp_tls_protocols") ==
        "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1");
  CHECK(value(wish(v("2.5"), Profile::modern), "smtpd_tls_protocols") == "(unset)");
  for (const PostfixVersion& version : all_versions())
    CHECK(value(wish(version, Profile::modern), "smtpd_tls_security_level") == "may");
}

TEST_CASE("snippet: a digest is named where the default would be md5", "[snippet]") {
  CHECK(value("2.4", "smtp_tls_fingerprint_digest") == "(unset)");
  CHECK(value("2.5", "smtp_tls_fingerprint_digest") == "sha1");
  CHECK(value("2.10", "smtpd_tls_fingerprint_digest") == "sha1");
  CHECK(value("2.11", "smtpd_tls_fingerprint_digest") == "sha256");
  CHECK(value("3.5", "smtpd_tls_fingerprint_digest") == "sha256");
  CHECK(value("3.6", "smtpd_tls_fingerprint_digest") == "sha256");
  SnippetWish level = wish(v("3.7"));
  level.compatibility_level = CompatibilityLevel{3, 6, 0};
  CHECK(value(level, "smtpd_tls_fingerprint_digest") == "(unset)");
  level.compatibility_level = CompatibilityLevel{2, 0, 0};
  CHECK(value(level, "smtpd_tls_fingerprint_digest") == "sha256");
}

TEST_CASE("snippet: a server has a session cache only before tickets", "[snippet]") {
  CHECK(value("2.4", "smtpd_tls_session_cache_database") ==
        "btree:${queue_directory}/smtpd_scache");
  CHECK(value("2.10", "smtpd_tls_session_cache_database") ==
        "btree:${data_directory}/smtpd_scache");
  CHECK(value("2.11", "smtpd_tls_session_cache_database") == "(unset)");
  CHECK(value("3.10", "smtp_tls_session_cache_database") == "btree:${data_directory}/smtp_scache");
  CHECK(value("3.11", "smtp_tls_session_cache_database") ==
        "${default_cache_db_type}:${data_directory}/smtp_scache");
  SnippetWish lmdb = wish(v("3.11"));
  lmdb.cache_type = "lmdb";
  CHECK(value(lmdb, "smtp_tls_session_cache_database") == "lmdb:${data_directory}/smtp_scache");
}

TEST_CASE("snippet: a DH file is named until Postfix warns about it", "[snippet]") {
  SnippetWish with_file = wish(v("3.8"));
  with_file.dh_file = "/etc/postfix/tls/dh.pem";
  CHECK(value(with_file, "smtpd_tls_dh1024_param_file") == "/etc/postfix/tls/dh.pem");
  with_file.version = v("3.9.0");
  CHECK(value(with_file, "smtpd_tls_dh1024_param_file") == "(unset)");
  CHECK(make_snippet(with_file).notes.size() == 1);
  CHECK(value("3.7", "smtpd_tls_dh1024_param_file") == "(unset)");
  CHECK(make_snippet(wish(v("2.11"))).notes.size() == 1);
  CHECK(make_snippet(wish(v("3.0"))).notes.empty());
}

TEST_CASE("snippet: services have names and options of the version", "[snippet]") {
  const auto services = [](const char* version) { return make_snippet(wish(v(version))).services; };
  CHECK(services("3.7")[0].definition() ==
        "submission inet n - y - - smtpd -o syslog_name=postfix/submission -o "
        "smtpd_tls_security_level=encrypt -o "
        "smtpd_relay_restrictions=permit_sasl_authenticated,reject");
  CHECK(services("3.6")[1].name == "submissions");
  CHECK(services("3.5")[1].name == "465");
  CHECK(value(services("3.5")[1].options, "syslog_name") == "postfix/smtps");
  CHECK(value(services("2.9")[0].options, "syslog_name") == "(unset)");
  CHECK(value(services("2.9")[0].options, "smtpd_client_restrictions") ==
        "permit_sasl_authenticated,reject");
  for (const PostfixVersion& version : all_versions())
    for (const SnippetService& service : make_snippet(wish(version)).services)
      CHECK(value(service.options, "smtpd_sasl_auth_enable") == "(unset)");
  SnippetWish rhel = wish(v("3.7"));
  rhel.os = OsLayout::rhel;
  rhel.smtps = false;
  REQUIRE(make_snippet(rhel).services.size() == 1);
  CHECK(make_snippet(rhel).services[0].chroot == "n");
}

TEST_CASE("snippet: without a bundle of CAs none is named", "[snippet]") {
  SnippetWish none = wish(v("3.7"));
  none.ca_file = std::nullopt;
  CHECK(value(none, "smtp_tls_CAfile") == "(unset)");
  CHECK(make_snippet(none).notes.size() == 1);
}

TEST_CASE("snippet: a client certificate goes where smtp looks", "[snippet]") {
  SnippetWish client = wish(v("3.7"));
  client.client = {{.types = {KeyType::ec_p256}, .chain = "/c.crt", .key = "/c.key"}};
  CHECK(value(client, "smtp_tls_chain_files") == "/c.key, /c.crt");
  client.version = v("3.3");
  client.server.clear();
  CHECK(value(client, "smtp_tls_eckey_file") == "/c.key");
  CHECK(value("3.7", "smtp_tls_chain_files") == "(unset)");
}
