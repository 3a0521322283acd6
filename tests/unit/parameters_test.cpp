// SPDX-License-Identifier: MIT
#include "core/parameters.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "core/main_cf.hpp"
#include "core/parameter_rows.hpp"

using namespace postseal;

namespace {

PostfixVersion v(std::string_view text) { return parse_postfix_version(text); }

std::string default_text(std::string_view name, std::string_view version) {
  return default_of(name, v(version)).value_or("(unknown)");
}

}  // namespace

TEST_CASE("parameters: the table has each of the 258 names once", "[parameters]") {
  const std::vector<std::string> names = parameter_names();
  CHECK(names.size() == 258);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(find_parameter(name).has_value());
  }
}

TEST_CASE("parameters: rows are in order and say nothing twice", "[parameters]") {
  for (const auto rows : {smtpd_rows(), smtp_rows(), library_rows(), relative_rows()})
    for (std::size_t i = 0; i < rows.size(); ++i) {
      INFO(rows[i].name);
      if (i > 0) CHECK(rows[i - 1].name < rows[i].name);
      CHECK_FALSE(rows[i].since.empty());
      CHECK(rows[i].note.find('\n') == std::string_view::npos);
      CHECK((rows[i].replacement.empty() || known(rows[i].replacement, newest_postfix)));
    }
}

TEST_CASE("parameters: a name is known from its release on", "[parameters]") {
  CHECK_FALSE(known("smtpd_tls_chain_files", v("3.3")));
  CHECK(known("smtpd_tls_chain_files", v("3.4.0")));
  CHECK_FALSE(known("smtpd_tls_eccert_file", v("2.5")));
  CHECK(known("smtpd_tls_eccert_file", v("2.6")));
  CHECK_FALSE(known("smtpd_tls_enable_rpk", v("3.8")));
  CHECK(known("smtpd_tls_enable_rpk", v("3.9")));
  CHECK_FALSE(known("smtpd_tls_loglevel_maps", v("3.11")));
  CHECK(known("smtpd_tls_loglevel_maps", v("3.12")));
  CHECK_FALSE(known("no_such_parameter", v("3.7")));
}

TEST_CASE("parameters: a name that came with a patch level is known from there on",
          "[parameters]") {
  for (const char* text : {"3.5.20", "3.6.10", "3.7.6", "3.8.1", "3.9.0", "3.12"})
    CHECK(known("tls_config_file", v(text)));
  for (const char* text : {"3.4.29", "3.5.19", "3.6.9", "3.7.5", "3.8.0"})
    CHECK_FALSE(known("tls_config_file", v(text)));
  CHECK(known("lmtp_tls_enforce_sts_mx_patterns", v("3.10.5")));
  CHECK_FALSE(known("lmtp_tls_enforce_sts_mx_patterns", v("3.10.4")));
}

TEST_CASE("parameters: a removed name is unknown again", "[parameters]") {
  CHECK(known("tls_dane_digest_agility", v("3.3")));
  CHECK(ignored("tls_dane_digest_agility", v("3.3")));
  CHECK_FALSE(ignored("tls_dane_digest_agility", v("3.1")));
  CHECK_FALSE(known("tls_dane_digest_agility", v("3.4.0")));
  CHECK_FALSE(known("tls_legacy_public_key_fingerprints", v("3.11")));
  CHECK_FALSE(known("smtpd_tls_cipherlist", v("2.3.0")));
  CHECK_FALSE(known("tlsproxy_tls_received_header", v("2.8.0")));
  CHECK(known("tlsproxy_tls_session_cache_database", v("2.10")));
  CHECK_FALSE(known("tlsproxy_tls_session_cache_database", v("2.11")));
}

TEST_CASE("parameters: exactly these names draw a warning", "[parameters]") {
  const std::set<std::string> since_39{"lmtp_enforce_tls",
                                       "lmtp_tls_per_site",
                                       "lmtp_use_tls",
                                       "postscreen_enforce_tls",
                                       "postscreen_use_tls",
                                       "smtp_enforce_tls",
                                       "smtp_tls_per_site",
                                       "smtp_use_tls",
                                       "smtpd_enforce_tls",
                                       "smtpd_tls_dh1024_param_file",
                                       "smtpd_tls_eecdh_grade",
                                       "smtpd_use_tls",
                                       "tlsproxy_client_enforce_tls",
                                       "tlsproxy_client_per_site",
                                       "tlsproxy_client_use_tls",
                                       "tlsproxy_enforce_tls",
                                       "tlsproxy_use_tls"};
  const std::set<std::string> since_311{"lmtp_tls_enforce_peername", "smtp_tls_enforce_peername",
                                        "tlsproxy_client_level", "tlsproxy_client_policy"};
  for (const std::string& name : parameter_names()) {
    INFO(name);
    CHECK_FALSE(deprecated(name, v("3.8")));
    CHECK(deprecated(name, v("3.9.0")) == (since_39.count(name) == 1));
    CHECK(deprecated(name, v("3.10")) == (since_39.count(name) == 1));
    CHECK(deprecated(name, v("3.11.0")) ==
          (since_39.count(name) == 1 || since_311.count(name) == 1));
  }
}

TEST_CASE("parameters: a replacement counts once the version has it", "[parameters]") {
  CHECK(replacement("smtpd_tls_cert_file", v("3.3")) == std::nullopt);
  CHECK(replacement("smtpd_tls_cert_file", v("3.4")) == "smtpd_tls_chain_files");
  CHECK(replacement("lmtp_use_tls", v("3.9")) == "lmtp_tls_security_level");
  CHECK(replacement("tlsproxy_tls_cert_file", v("3.9")) == "tlsproxy_tls_chain_files");
  CHECK(replacement("tlsproxy_client_level", v("3.6")) == std::nullopt);
  CHECK(replacement("tlsproxy_client_level", v("3.7")) == "tlsproxy_client_security_level");
  CHECK(replacement("smtpd_tls_loglevel", v("3.9")) == std::nullopt);
}

TEST_CASE("parameters: defaults are those of the version, patch levels included", "[parameters]") {
  CHECK(default_text("smtpd_tls_mandatory_protocols", "2.6.14") == "SSLv3, TLSv1");
  CHECK(default_text("smtpd_tls_mandatory_protocols", "2.6.15") == "!SSLv2");
  CHECK(default_text("smtpd_tls_mandatory_protocols", "2.11.5") == "!SSLv2");
  CHECK(default_text("smtpd_tls_mandatory_protocols", "2.11.6") == "!SSLv2, !SSLv3");
  CHECK(default_text("smtpd_tls_mandatory_protocols", "3.0.1") == "!SSLv2");
  CHECK(default_text("smtpd_tls_mandatory_protocols", "3.5") == "!SSLv2, !SSLv3");
  CHECK(default_text("smtpd_tls_mandatory_protocols", "3.6") == ">=TLSv1");
  CHECK(default_text("smtpd_tls_fingerprint_digest", "3.5") == "md5");
  CHECK(default_text("smtp_tls_security_level", "3.10").empty());
  CHECK(default_text("smtp_tls_dane_insecure_mx_policy", "3.5.8") == "dane");
  CHECK(default_text("smtp_tls_dane_insecure_mx_policy", "3.7.12") ==
        "${{$smtp_tls_security_level} == {dane} ? {dane} : {may}}");
  CHECK(default_text("smtp_tls_dane_insecure_mx_policy", "3.7.13") == "dane");
  CHECK(default_text("smtpd_tls_chain_files", "3.3") == "(unknown)");
}

TEST_CASE("parameters: twins have names, releases and defaults of their own", "[parameters]") {
  CHECK(default_text("lmtp_tls_key_file", "3.7") == "$lmtp_tls_cert_file");
  CHECK(default_text("lmtp_tls_security_level", "3.11").empty());
  CHECK(default_text("lmtp_tls_secure_cert_match", "3.7") == "nexthop");
  CHECK_FALSE(known("lmtp_tls_dane_insecure_mx_policy", v("3.7")));
  CHECK(default_text("tlsproxy_tls_chain_files", "3.3") == "(unknown)");
  CHECK(default_text("tlsproxy_tls_chain_files", "3.4") == "$smtpd_tls_chain_files");
  CHECK(default_text("tlsproxy_tls_loglevel", "2.7") == "(unknown)");
  CHECK(default_text("postscreen_tls_cert_file", "3.12") == "$smtpd_tls_cert_file");
  CHECK_FALSE(known("postscreen_tls_cert_file", v("3.11")));
  CHECK_FALSE(known("tlsproxy_client_enable_rpk", v("3.11")));
  CHECK(default_text("tlsproxy_client_CAfile", "3.4") == "$smtp_tls_CAfile");
  CHECK_FALSE(deprecated("tlsproxy_tls_eecdh_grade", v("3.11")));
  CHECK(ignored("tlsproxy_tls_eecdh_grade", v("3.11")));
}

TEST_CASE("parameters: a misspelt name has the one that was meant", "[parameters]") {
  CHECK(nearest_parameter("smtpd_tls_certfile", v("3.7")) == "smtpd_tls_cert_file");
  CHECK(nearest_parameter("smtp_tls_protocol", v("3.7")) == "smtp_tls_protocols");
  CHECK(nearest_parameter("smtpd_tls_chain_file", v("3.7")) == "smtpd_tls_chain_files");
  CHECK(nearest_parameter("smtpd_tls_chain_file", v("3.3")) != "smtpd_tls_chain_files");
  CHECK(nearest_parameter("tls_server_chain_sni_maps", v("3.7")) == "tls_server_sni_maps");
  CHECK(nearest_parameter("smtpd_tls_cert_file", v("3.7")) == std::nullopt);
  CHECK(nearest_parameter("my_own_restriction", v("3.7")) == std::nullopt);
  CHECK(nearest_parameter(std::string(10'000, 'x'), v("3.7")) == std::nullopt);
  CHECK(nearest_parameter("", v("3.7")) == std::nullopt);
}

// Run by tests/interop/parameters.test with what the installed `postconf -d` prints.
TEST_CASE("parameters: names and defaults are those of the installed Postfix", "[.postconf]") {
  const char* path = std::getenv("POSTCONF_D");
  REQUIRE(path != nullptr);
  std::map<std::string, std::string> defaults;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const NameValue split = split_name_value(line);
    defaults[split.name] = split.value;
  }
  const PostfixVersion version = read_mail_version(defaults.at("mail_version"));

  for (const auto& [name, value] : defaults)
    if (name.find("tls") != std::string::npos) {
      INFO(name);
      CHECK(default_of(name, version) == value);
    }
  for (const std::string& name : parameter_names())
    if (name != "tlsproxy_client_level" && name != "tlsproxy_client_policy") {
      INFO(name);
      CHECK(known(name, version) == (defaults.count(name) == 1));
    }
}
