// SPDX-License-Identifier: MIT
#include "core/log_explanation.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "core/explanations.hpp"
#include "core/log_patterns.hpp"
#include "core/openssl_reasons.hpp"

using namespace postseal;

namespace {

LogExplanation explained(const std::string& line) {
  INFO(line);
  const auto out = explain_log_line(line);
  REQUIRE(out.has_value());
  return *out;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("explained lines: the values of the line are in the text", "[log]") {
  const LogExplanation out = explained(
      "Nov 29 18:33:01 mx postfix/smtpd[1]: warning: error opening chain file: /etc/mx.pem: "
      "Permission denied");
  CHECK(has(out.meaning, "The file \"/etc/mx.pem\" of a chain could not be opened"));
  CHECK(has(out.remedy, "ls -lL /etc/mx.pem"));
  CHECK(out.daemon == "smtpd");
  CHECK(out.severity == "warning");
  CHECK(out.id == "file-missing");
  CHECK(out.captured.front() == std::pair<std::string, std::string>{"file", "/etc/mx.pem"});
}

TEST_CASE("explained lines: codes of OpenSSL before and since 3.0 mean the same", "[log]") {
  for (const char* const line :
       {"warning: TLS library problem: error:0A000102:SSL routines::unsupported "
        "protocol:../ssl/statem/statem_srvr.c:1686:",
        "warning: TLS library problem: error:14209102:SSL "
        "routines:tls_early_post_process_client_hello:unsupported "
        "protocol:../ssl/statem/statem_srvr.c:1686:",
        "warning: TLS library problem: 1234:error:140760FC:SSL "
        "routines:SSL23_GET_CLIENT_HELLO:unsupported protocol:s23_srvr.c:578:",
        "error:0A000102", "0A000102", "error:14209102"}) {
    INFO(line);
    if (has(line, "140760FC")) continue;  // unknown protocol has this number
    CHECK(has(explained(line).meaning, "only versions of TLS that are not enabled"));
  }
  CHECK(
      has(explained("error:140760FC:SSL routines:SSL23_GET_CLIENT_HELLO:unknown protocol").meaning,
          "not TLS"));
  CHECK(has(explained("error:1408F10B:SSL routines:ssl3_get_record:wrong version number").meaning,
            "was not TLS"));
  CHECK(explained("error:0B080074:x509 certificate routines:X509_check_private_key:key values "
                  "mismatch")
            .id == "key-cert-mismatch");
  CHECK(explained("error:05800074:x509 certificate routines::key values mismatch").id ==
        "key-cert-mismatch");
  CHECK(has(explained("error:1E08010C:DECODER routines::unsupported").meaning, "OpenSSL found"));
  CHECK(explained("error:80000002:system library::No such file or "
                  "directory:../crypto/bio/bss_file.c:297:calling fopen(/x, r):")
            .captured.back()
            .second == "calling fopen(/x, r)");
}

TEST_CASE("explained lines: alerts by number and by words", "[log]") {
  const LogExplanation number =
      explained("error:0A000418:SSL routines::ssl/tls alert unknown ca:x.c:1:SSL alert number 48");
  CHECK(has(number.meaning, "alert 48 (unknown CA)"));
  CHECK(has(number.remedy, "whole chain"));
  CHECK(explained("SSL3 alert read:fatal:unknown CA").remedy == number.remedy);
  CHECK(explained("error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca").remedy ==
        number.remedy);
}

TEST_CASE("explained lines: why a certificate was not verified", "[log]") {
  const LogExplanation weak = explained(
      "server certificate verification failed for a[192.0.2.1]:25: num=66:EE certificate key too "
      "weak");
  CHECK(has(weak.meaning, "shorter than the security level"));
  CHECK(weak.id == "key-weak");
  CHECK(explained("error 10 at 0 depth lookup: certificate has expired").id ==
        "certificate-expired");
  CHECK(has(explained("certificate verification failed for a: num=99999999999999:x").meaning, "x"));
}

TEST_CASE("explained lines: an error of OpenSSL that nobody knows is still said", "[log]") {
  const LogExplanation out = explained("error:0A0003E7:SSL routines::a new reason:x.c:1:");
  CHECK(has(out.meaning, "\"SSL routines\": \"a new reason\""));
  CHECK_FALSE(explain_log_line("error:0A0003E7"));
  CHECK_FALSE(explain_log_line("deadbeef"));
  CHECK_FALSE(explain_log_line("error:xyz"));
  CHECK_FALSE(explain_log_line("error:"));
}

TEST_CASE("explained lines: of several the first that is known", "[log]") {
  CHECK(explained("connect from a[192.0.2.1]\npostfix/smtpd[1]: warning: No PEM data in /x\nmore")
            .message == "No PEM data in /x");
  CHECK_FALSE(explain_log_line("\n\n \n"));
}

TEST_CASE("explained lines: tables of OpenSSL hold each number once and known ids", "[log]") {
  std::set<std::pair<int, int>> seen;
  for (const auto& table : {openssl_reasons_of_handshakes(), openssl_reasons_of_files()})
    for (const OpensslReason& row : table) {
      INFO(row.words);
      CHECK(seen.insert({row.library, row.number}).second);
      CHECK((row.see.empty() || find_explanation(row.see) != nullptr));
      CHECK((!row.meaning.empty() && !row.cause.empty() && !row.remedy.empty()));
    }
  for (const VerifyError& row : verify_errors()) {
    INFO(row.words);
    CHECK(find_verify_error(row.number) == &row);
    CHECK(find_verify_error(row.words) == &row);
    CHECK((row.see.empty() || find_explanation(row.see) != nullptr));
  }
  for (const TlsAlert& row : tls_alerts()) {
    CHECK(find_alert(row.number) == &row);
    CHECK(find_alert(row.words) == &row);
  }
}

TEST_CASE("explained lines: whatever comes, the texts are clean", "[log]") {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> byte(0, 255);
  std::uniform_int_distribution<int> size(0, 60);
  for (const auto& table : log_message_tables())
    for (const LogMessage& message : table) {
      std::string line;
      for (const char c : message.patterns.substr(0, message.patterns.find('\n'))) {
        if (c == '{')
          for (int left = size(random); left > 0; --left) line += static_cast<char>(byte(random));
        else
          line += c;
      }
      const auto out = explain_log_line(line);
      if (!out) continue;
      for (const std::string& text : {out->meaning, out->effect, out->cause, out->remedy})
        for (const char c : text) REQUIRE(static_cast<unsigned char>(c) >= 0x20);
    }
}
