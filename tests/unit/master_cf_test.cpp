// SPDX-License-Identifier: MIT
#include "core/master_cf.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

std::string value(const Service& service, std::string_view name) {
  const ParameterLine* found = service.find(name);
  return found == nullptr ? "(unset)" : found->value;
}

Service only(std::string_view text) {
  const MasterCf file = parse_master_cf(text, "master.cf");
  REQUIRE(file.services.size() == 1);
  CHECK(file.findings.empty());
  return file.services[0];
}

std::optional<Endpoint> endpoint(std::string name) {
  return endpoint_of({.name = std::move(name), .type = "inet"});
}

}  // namespace

TEST_CASE("master.cf: fields and overrides of an entry", "[master_cf]") {
  const Service service = only(
      "# comment\n"
      "submission inet n       -       y       -       10      smtpd\n"
      "#  -o smtpd_sasl_auth_enable=yes\n"
      "  -o syslog_name=postfix/submission\n"
      "  -o smtpd_tls_security_level=encrypt\n");

  CHECK(service.key() == "submission/inet");
  CHECK(service.chroot == "y");
  CHECK(service.process_limit == "10");
  CHECK(service.command[0] == "smtpd");
  CHECK(value(service, "smtpd_tls_security_level") == "encrypt");
  CHECK(value(service, "smtpd_sasl_auth_enable") == "(unset)");
  CHECK(service.line == 2);
  CHECK(service.last_line == 5);
}

TEST_CASE("master.cf: every spelling of an override is understood", "[master_cf]") {
  const Service service = only(
      "smtp inet n - n - - smtpd -o a=1 -ob=2 -o { c = x, y } -o{d = z} -v -vo e=5 -o f= -o "
      "p=>=1\n");

  CHECK(value(service, "a") == "1");
  CHECK(value(service, "b") == "2");
  CHECK(value(service, "c") == "x, y");
  CHECK(value(service, "d") == "z");
  CHECK(value(service, "e") == "5");
  CHECK(value(service, "f") == "");
  CHECK(value(service, "p") == ">=1");
}

TEST_CASE("master.cf: of several overrides the last one counts", "[master_cf]") {
  CHECK(value(only("smtp inet n - n - - smtpd -o a=1 -o a=2"), "a") == "2");
}

TEST_CASE("master.cf: what follows the options is not an override", "[master_cf]") {
  const Service service =
      only("x unix - n n - - pipe flags=F user=v argv=/bin/x -o a=1 ${nexthop}");
  CHECK(service.overrides.empty());
  CHECK(service.command.size() == 7);
}

TEST_CASE("master.cf: an entry that Postfix refuses is a finding", "[master_cf]") {
  const MasterCf file = parse_master_cf(
      "smtp inet n - n - -\nx tcp n - n - - smtpd\ny unix n - n - - smtp -o bad\nz unix - - n - 0 "
      "z\n",
      "/p/master.cf");

  REQUIRE(file.findings.size() == 3);
  for (const Finding& finding : file.findings) CHECK(finding.id == "config-malformed");
  CHECK(file.findings[0].line == 1);
  CHECK(file.findings[2].line == 3);
  CHECK(file.find("z/unix") != nullptr);
  CHECK(file.find("smtp/inet") == nullptr);
}

TEST_CASE("master.cf: fields and braces that Postfix stops on", "[master_cf]") {
  for (const char* text :
       {"x inet yes - n - - smtpd", "x inet n N n - - smtpd", "x inet n - x - - smtpd",
        "x inet n - n 10s - smtpd", "x inet n - n -1 - smtpd", "x inet n - n - many smtpd",
        "x inet n - n - 1? smtpd", "x inet n - n - - smtpd -o {a = b",
        "x inet n - n - - smtpd -o {a = b}c", "x inet n - n - - smtpd a {b c"}) {
    INFO(text);
    const MasterCf file = parse_master_cf(text, "master.cf");
    CHECK(file.services.empty());
    REQUIRE(file.findings.size() == 1);
    CHECK(file.findings[0].id == "config-malformed");
  }
  CHECK(only("x unix n y - 1000? 0 qmgr").wakeup == "1000?");
  CHECK(only("x unix - - - -? - qmgr").wakeup == "-?");
}

TEST_CASE("master.cf: a lone dash ends the options", "[master_cf]") {
  CHECK(only("x unix - - n - - smtp -o a=1 - -o b=2").overrides.size() == 1);
}

TEST_CASE("master.cf: names of one port are one endpoint", "[master_cf]") {
  for (const char* name : {"smtps", "submissions", "465", "ssmtp", "urd"})
    CHECK(endpoint(name) == Endpoint{"", 465});
  CHECK(endpoint("submission") == Endpoint{"", 587});
  CHECK(endpoint("127.0.0.1:smtp") == Endpoint{"127.0.0.1", 25});
  CHECK(endpoint("[::1]:submissions") == Endpoint{"::1", 465});
  CHECK(endpoint("host.example:2525") == Endpoint{"host.example", 2525});
  CHECK(endpoint("unheard-of") == std::nullopt);
  CHECK(endpoint("0") == std::nullopt);
  CHECK(endpoint_of({.name = "smtp", .type = "unix"}) == std::nullopt);
}
