// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "commands/check_parts.hpp"
#include "core/daemon_values.hpp"
#include "core/log_text.hpp"
#include "core/parameters.hpp"
#include "core/protocol_list.hpp"
#include "core/tls_level.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;

namespace {

constexpr std::string_view tlsmgr = "tlsmgr unix - - n 1000? 1 tlsmgr\n";

// A configuration in memory, as one version of Postfix reads it.
CheckedConfig config_of(const std::string& main_cf, const std::string& master_cf,
                        const std::string& version = "3.7.11") {
  CheckedConfig config{
      .dir = "/etc/postfix",
      .main_cf = parse_main_cf(main_cf, "/etc/postfix/main.cf"),
      .master_cf = parse_master_cf(master_cf + std::string(tlsmgr), "/etc/postfix/master.cf"),
      .version = parse_postfix_version(version)};
  config.defaults = [at = config.version](std::string_view name) -> std::optional<std::string> {
    if (name == "compatibility_level") return "3.6";
    if (name == "queue_directory") return "/var/spool/postfix";
    return default_of(name, at);
  };
  return config;
}

ServicesSeen seen_of(const test::MemoryHost& host, const CheckedConfig& config) {
  const Globals globals;
  Context context(host, globals);
  return check_services(context, config);
}

// The one service of a configuration.
CheckedService one(const std::string& main_cf,
                   const std::string& service = "smtp inet n - n - - smtpd\n",
                   const std::string& version = "3.7.11") {
  const test::MemoryHost host;
  const ServicesSeen seen = seen_of(host, config_of(main_cf, service, version));
  REQUIRE(seen.services.size() == 1);
  return seen.services.front();
}

std::vector<std::string> ids_of(const ServicesSeen& seen) {
  std::vector<std::string> ids;
  for (const CheckFinding& one : seen.findings) ids.push_back(one.finding.id);
  return ids;
}

using Log = std::vector<std::string>;

}  // namespace

TEST_CASE("check: a server without a level has no TLS, and one without a certificate 454",
          "[check]") {
  CHECK(one("").tls == "disabled");
  CHECK(one("smtpd_tls_security_level = none\nsmtpd_use_tls = yes\n").tls == "disabled");
  const CheckedService off = one("smtpd_tls_security_level = may\n");
  CHECK(off.service == "smtp/inet");
  CHECK(off.daemon == "smtpd");
  CHECK(off.tls == "off");
  CHECK(off.log == Log{"warning: No server certs available. TLS won't be enabled"});
}

TEST_CASE("check: a level that is none, or a value that cannot be, ends the daemon", "[check]") {
  const CheckedService level = one("smtpd_tls_security_level = dane\n");
  CHECK(level.tls == "dies");
  CHECK(level.log == Log{"fatal: Invalid TLS level \"dane\""});
  const CheckedService boolean = one("smtpd_use_tls = maybe\nsmtpd_tls_security_level = dane\n");
  CHECK(boolean.log == Log{"fatal: bad boolean configuration: smtpd_use_tls = maybe"});
  // What the TLS library reads counts only once TLS is used.
  CHECK(one("tls_high_cipherlist =\n").tls == "disabled");
  CHECK(one("tls_high_cipherlist =\nsmtpd_tls_cert_file = none\nsmtpd_tls_security_level = may\n")
            .log == Log{"fatal: bad string length 0 < 1: tls_high_cipherlist = "});
}

TEST_CASE("check: a level in front of wrapper mode is not looked at", "[check]") {
  const CheckedService wrapped = one("smtpd_tls_security_level = bogus\n",
                                     "smtps inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n");
  CHECK(wrapped.tls == "off");
  CHECK(wrapped.log.back() ==
        "warning: Wrapper-mode request dropped from NAME[ADDRESS] for service smtps. TLS context "
        "initialization failed. For details see earlier warnings in your logs.");
}

TEST_CASE("check: a file that cannot be opened leaves a server without a certificate", "[check]") {
  const CheckedService fails =
      one("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /nowhere.pem\n");
  CHECK(fails.tls == "fails");
  CHECK(fails.log ==
        Log{"warning: error opening chain file: /nowhere.pem: No such file or directory",
            "SSL_accept error from NAME[ADDRESS]: -1"});
  // A client goes on without one.
  CHECK(one("smtp_tls_security_level = may\nsmtp_tls_chain_files = /nowhere.pem\n",
            "smtp unix - - n - - smtp\n")
            .tls == "warns");
  // Before 3.4 nobody knows smtpd_tls_chain_files.
  CHECK(one("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /nowhere.pem\n",
            "smtp inet n - n - - smtpd\n", "3.3")
            .tls == "off");
}

TEST_CASE("check: a good chain works, and -o goes before main.cf", "[check]") {
  test::MemoryHost host;
  host.files["/good.pem"] = {.bytes =
                                 test::fixture("prints/ec.key") + test::fixture("prints/ec.crt")};
  const std::string main_cf = "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /good.pem\n";
  const ServicesSeen seen = seen_of(
      host, config_of(main_cf,
                      "smtp inet n - n - - smtpd\n"
                      "submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt\n"
                      "  -o smtpd_tls_mandatory_protocols=bogus\n"
                      "other inet n - n - - smtpd -o smtpd_tls_ciphers=bogus\n"));
  REQUIRE(seen.services.size() == 3);
  CHECK(seen.services[0].tls == "works");
  CHECK(seen.services[1].tls == "off");
  CHECK(seen.services[2].tls == "fails");
  CHECK(seen.services[2].log == Log{"warning: NAME[ADDRESS]: invalid cipher grade: \"bogus\""});
  REQUIRE(ids_of(seen) == std::vector<std::string>{"protocols-unknown", "cipher-grade-unknown"});
  const Finding& finding = seen.findings.front().finding;
  CHECK(finding.subject == "/etc/postfix/master.cf");
  CHECK(finding.line == 2);
  CHECK(finding.message.ends_with("(submission/inet)"));
}

TEST_CASE("check: one cause of several services is one finding", "[check]") {
  const test::MemoryHost host;
  const ServicesSeen seen =
      seen_of(host, config_of("smtpd_tls_security_level = may\nsmtpd_tls_CAfile = /no\n"
                              "smtpd_tls_cert_file = none\n",
                              "smtp inet n - n - - smtpd\n10025 inet n - n - - smtpd\n"
                              "10026 inet n - n - - smtpd\n10026 inet n - n - - smtpd\n"));
  CHECK(seen.services.size() == 3);  // master(8) takes a name once
  REQUIRE(ids_of(seen) == std::vector<std::string>{"ca-file-damaged"});
  CHECK(seen.findings.front().finding.message.ends_with("(smtp/inet and 2 more)"));
  CHECK(seen.findings.front().urgency == Urgency::broken);
}

TEST_CASE("check: a CAfile ends the TLS of a client too, and says so in passing", "[check]") {
  const CheckedService off =
      one("smtp_tls_security_level = encrypt\nsmtp_tls_CAfile = /no\nsmtp_tls_CApath = /ca\n",
          "relay unix - - n - - smtp\n");
  CHECK(off.tls == "off");
  CHECK(off.log == Log{"cannot load Certification Authority data, CAfile=\"/no\", CApath=\"/ca\": "
                       "disabling TLS support"});
}

TEST_CASE("check: without tlsmgr there is no TLS", "[check]") {
  const CheckedService off = one("smtp_tls_security_level = may\ntlsmgr_service_name = other\n",
                                 "smtp unix - - n - - smtp\n");
  CHECK(off.tls == "off");
  CHECK(off.log.back() == "warning: no entropy for TLS key generation: disabling TLS support");
}

TEST_CASE("check: what root alone can read is not judged", "[check]") {
  test::MemoryHost host;
  host.files["/pipe"] = {.kind = FileKind::other};
  const ServicesSeen seen =
      seen_of(host, config_of("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /pipe\n",
                              "smtp inet n - n - - smtpd\n"));
  REQUIRE(seen.services.size() == 1);
  CHECK(seen.services.front().tls == "unknown");
}

TEST_CASE("check: lists of protocols, by version", "[check]") {
  const PostfixVersion old = parse_postfix_version("3.5");
  const PostfixVersion now = parse_postfix_version("3.7");
  using Set = std::set<int>;
  CHECK(protocols_of("", now) == Set{0x0301, 0x0302, 0x0303, 0x0304});
  CHECK(protocols_of(">=TLSv1.2", now) == Set{0x0303, 0x0304});
  CHECK(protocols_of(">=TLSv1.2", old) == std::nullopt);
  CHECK(protocols_of(">= TLSv1.2", now) == Set{0x0303});
  CHECK(protocols_of("!SSLv2, !SSLv3:!TLSv1", old) == Set{0x0302, 0x0303, 0x0304});
  CHECK(protocols_of("<=0305", now) == Set{0x0301, 0x0302, 0x0303, 0x0304});
  CHECK(protocols_of("<=0x0302", now) == Set{0x0301, 0x0302});
  CHECK(protocols_of("TLSv1.2 !TLSv1.2", now) == Set{});
  CHECK(protocols_of("TLSv1.4", now) == std::nullopt);
  CHECK(protocols_of("!", now) == std::nullopt);
  CHECK(protocols_of(">=99999999999999999999", now) == std::nullopt);
}

TEST_CASE("check: what each version makes of the same settings", "[check]") {
  const std::string smtpd = "smtp inet n - n - - smtpd\n";
  const auto log = [&](const std::string& main_cf, const std::string& version) {
    return one(main_cf, smtpd, version).log;
  };
  const std::string level = "smtpd_tls_security_level = bogus\n";
  CHECK(log(level, "2.4").front() ==
        "warning: smtpd_tls_security_level: ignoring unknown TLS level \"bogus\"");
  CHECK(log(level, "2.5") == Log{"fatal: Invalid TLS level \"bogus\""});
  const std::string anonymous = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = none\n";
  const std::string failure = "SSL_accept error from NAME[ADDRESS]: -1";
  const std::string curve = anonymous + "tls_eecdh_auto_curves = bogus\n";
  const std::string unknown = "warning: ignoring unknown ECDHE curve \"bogus\"";
  CHECK(log(curve, "3.3") == Log{unknown, failure});
  CHECK(log(curve, "3.7") == Log{unknown, unknown, failure});
  CHECK(log(curve, "3.9").front() == "warning: ignoring unknown key exchange group \"bogus\"");
  CHECK(log(curve, "3.10") == Log{failure});
  CHECK(log(anonymous + "tls_eecdh_auto_curves =\n", "3.5").front().starts_with("fatal: "));
  CHECK(log(anonymous + "tls_eecdh_auto_curves =\n", "3.9") == Log{failure});
  const std::string grade = anonymous + "smtpd_tls_eecdh_grade = bogus\n";
  CHECK(log(grade, "3.3").front() == "warning: Invalid TLS eecdh grade \"bogus\": EECDH disabled");
  CHECK(log(grade, "3.6") == Log{failure});
  const std::string dh = anonymous + "smtpd_tls_dh1024_param_file = /no\n";
  CHECK(log(dh, "3.5").front() ==
        "warning: cannot load 1024-bit DH parameters from file /no: No "
        "such file or directory -- using compiled-in defaults");
  CHECK(log(dh, "3.7").front() ==
        "warning: error opening DH parameter file \"/no\": No such file "
        "or directory -- using compiled-in defaults");
}

TEST_CASE("check: a value that cannot be expanded ends the daemon", "[check]") {
  const test::MemoryHost host;
  const ServicesSeen seen = seen_of(
      host, config_of("smtpd_tls_security_level = ${level\n", "smtp inet n - n - - smtpd\n"));
  REQUIRE(seen.services.size() == 1);
  CHECK(seen.services.front().tls == "dies");
  CHECK(ids_of(seen) == std::vector<std::string>{"expression-malformed"});
}

TEST_CASE("check: a log line holds no control byte", "[check]") {
  CHECK(logged("a\x01\x7f\xc3\xa4\xff b") == "a??\xc3\xa4? b");
  CHECK(logged(std::string(1, '\0')) == "?");
}

TEST_CASE("check: levels are words in any case", "[check]") {
  CHECK(tls_level_of("Dane-Only") == TlsLevel::dane_only);
  CHECK(tls_level_of("halfdane") == std::nullopt);
  CHECK(tls_level_of("") == std::nullopt);
}

TEST_CASE("check: values that end a daemon, and those that do not", "[check]") {
  const auto log = [](const std::string& setting) -> std::string {
    const CheckedConfig config = config_of(setting + "\n", "smtp inet n - n - - smtpd\n");
    const auto bad = bad_daemon_value(config, config.master_cf.services.front(), "smtpd");
    return bad ? bad->log : "";
  };
  CHECK(log("smtpd_tls_ccert_verifydepth = -7").empty());
  CHECK(log("smtpd_tls_ccert_verifydepth = 99999999999") ==
        "fatal: bad numerical configuration: smtpd_tls_ccert_verifydepth = 99999999999");
  CHECK(log("smtpd_starttls_timeout = 1wx").empty());
  CHECK(log("smtpd_starttls_timeout = 0") == "fatal: invalid smtpd_starttls_timeout: 0 (min 1)");
  CHECK(log("smtpd_starttls_timeout = 9999w") ==
        "fatal: parameter smtpd_starttls_timeout: bad time value or unit: 9999w");
  CHECK(log("smtpd_tls_ciphers =") == "fatal: bad string length 0 < 1: smtpd_tls_ciphers = ");
  CHECK(log("smtpd_use_tls = YES").empty());
  // Numbers come before words, words before booleans, times last.
  CHECK(log("smtpd_use_tls = x\nsmtpd_tls_ciphers =\nsmtpd_starttls_timeout = x") ==
        "fatal: bad string length 0 < 1: smtpd_tls_ciphers = ");
}
