// SPDX-License-Identifier: MIT
#include "core/log_line.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace postseal;

TEST_CASE("log lines: every usual stamp is stripped", "[log]") {
  const auto* const line = GENERATE(
      "Nov 29 18:33:01 mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "Nov  9 08:03:01 mx postfix/smtpd[123]: warning: No PEM data in /x.pem\n",
      "2026-11-29T18:33:01.123456+00:00 mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "2026-11-29T18:33:01+0100 mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "Nov 29 18:33:01.123456 mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "1796000000.123456 mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "Sun 2026-11-29 18:33:01 UTC mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "<20>Nov 29 18:33:01 mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "<20>1 2026-11-29T18:33:01Z mx postfix/smtpd 123 - - warning: No PEM data in /x.pem",
      "mail-1  | Nov 29 18:33:01 mx postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "postfix/smtpd[123]: warning: No PEM data in /x.pem",
      "postfix/smtpd: warning: No PEM data in /x.pem", "smtpd: warning: No PEM data in /x.pem",
      "Nov 29 18:33:01 mx postfix/smtpd[123]: message repeated 2 times: [ warning: No PEM data in "
      "/x.pem]");
  const LogLine read = read_log_line(line);
  INFO(line);
  CHECK(read.daemon == "smtpd");
  CHECK(read.severity == "warning");
  CHECK(read.message == "No PEM data in /x.pem");
}

TEST_CASE("log lines: a service of master.cf may have a name of its own", "[log]") {
  const LogLine read = read_log_line(
      "Nov 29 18:33:01 mx postfix/submission/smtpd[9]: SSL_accept error from a[192.0.2.1]: -1");
  CHECK(read.process == "postfix/submission/smtpd");
  CHECK(read.daemon == "smtpd");
  CHECK(read.severity.empty());
  CHECK(read.message == "SSL_accept error from a[192.0.2.1]: -1");
}

TEST_CASE("log lines: a message alone is one too", "[log]") {
  CHECK(read_log_line("  fatal: Invalid TLS level \"x\" ").message == "Invalid TLS level \"x\"");
  CHECK(read_log_line("No PEM data in /x.pem").daemon.empty());
  CHECK(read_log_line("error: open database").severity == "error");
  CHECK(read_log_line("error:0A000102:SSL routines").severity.empty());
  CHECK(read_log_line("").message.empty());
}

TEST_CASE("log lines: queue ids and the reasons of deliveries", "[log]") {
  const LogLine shortened = read_log_line(
      "postfix/smtp[1]: 4AF0012345: to=<a@b.example>, relay=mx[192.0.2.1]:25, delay=0.1, "
      "dsn=4.7.5, "
      "status=deferred (Cannot start TLS: handshake failure)");
  CHECK(shortened.queue_id == "4AF0012345");
  CHECK(shortened.reason == "Cannot start TLS: handshake failure");
  const LogLine longer = read_log_line("4fGh2k3zWxz1B9: Server certificate not verified");
  CHECK(longer.queue_id == "4fGh2k3zWxz1B9");
  CHECK(longer.said == "Server certificate not verified");
  CHECK(read_log_line("NOQUEUE: abort: TLS from a").said == "abort: TLS from a");
  CHECK(read_log_line("certificate: x").queue_id.empty());
}

TEST_CASE("log lines: brackets that are no process number are left alone", "[log]") {
  CHECK(read_log_line("warning: mx.example[192.0.2.1]:25: all fingerprints unusable").message ==
        "mx.example[192.0.2.1]:25: all fingerprints unusable");
  for (const char* const odd : {"[1]: x", "a[]: x", "a[1: x", "<1>1 a b", "<>1 ", "<1>1 "})
    CHECK(read_log_line(odd).process.empty());
}
