// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "core/protocol_set.hpp"
#include "core/snippet_protocols.hpp"
#include "lint_fixture.hpp"

using namespace postseal;
using test::lint;
using test::names_in;

namespace {

constexpr ProtocolSet from_tls1_2 = tlsv1_2_bit | tlsv1_3_bit;
constexpr ProtocolSet from_tls1 = tlsv1_bit | tlsv1_1_bit | from_tls1_2;

std::optional<ProtocolSet> allowed(std::string_view text, std::string_view version = "3.7.11") {
  const auto list = read_protocol_list(text, parse_postfix_version(version));
  return list ? std::optional(list->allowed) : std::nullopt;
}

constexpr std::string_view with_submission =
    "smtp inet n - y - - smtpd\n"
    "submission inet n - y - - smtpd -o smtpd_tls_security_level=encrypt\n"
    "submissions inet n - y - - smtpd -o smtpd_tls_wrappermode=yes\n"
    "smtp unix - - y - - smtp\n";

}  // namespace

TEST_CASE("protocols: a list leaves what Postfix leaves", "[lint][protocols]") {
  CHECK(allowed("") == (from_tls1 | sslv3_bit));
  CHECK(allowed(">=TLSv1.2") == from_tls1_2);
  CHECK(allowed(">=tlsv1.2") == from_tls1_2);
  CHECK(allowed(">=0303") == from_tls1_2);
  CHECK(allowed(">=0x0303") == from_tls1_2);
  CHECK(allowed(">=None") == (from_tls1 | sslv3_bit));
  CHECK(allowed(">=TLSv1.2, <=TLSv1.2") == tlsv1_2_bit);
  CHECK(allowed("<=0305") == (from_tls1 | sslv3_bit));
  CHECK(allowed(">= TLSv1.2") == tlsv1_2_bit);
  CHECK(allowed("!SSLv2, !SSLv3") == from_tls1);
  CHECK(allowed("!SSLv2:!SSLv3 !TLSv1") == (from_tls1 & ~tlsv1_bit));
  CHECK(allowed("TLSv1, TLSv1.1") == (tlsv1_bit | tlsv1_1_bit));
  CHECK(allowed("TLSv1.2, !TLSv1.2") == 0U);
  CHECK(allowed(">=TLSv1, !TLSv1.1") == (from_tls1 & ~tlsv1_1_bit));
}

TEST_CASE("protocols: a list that Postfix refuses is none", "[lint][protocols]") {
  for (const char* text :
       {"TLSv1.4", "TLS1.2", ">=SSLv2", ">=TLSv9", "!", "-TLSv1", "all", ">=-1"}) {
    INFO(text);
    CHECK(allowed(text) == std::nullopt);
  }
  CHECK(allowed(">=TLSv1.2", "3.5") == std::nullopt);
  CHECK(allowed("!TLSv1.1", "2.9.1") == std::nullopt);
  CHECK(allowed("!TLSv1.3", "3.0.13") == std::nullopt);
  CHECK(allowed("!SSLv2", "2.4") == std::nullopt);
}

TEST_CASE("protocols: a version without a name for a protocol cannot exclude it",
          "[lint][protocols]") {
  CHECK(allowed("TLSv1.2", "3.0.13") == from_tls1_2);
  CHECK(allowed("TLSv1.2", "3.4") == tlsv1_2_bit);
}

TEST_CASE("protocols: what a snippet asks for is what the list leaves", "[lint][protocols]") {
  for (const char* text : {"2.6", "2.11", "3.4", "3.5", "3.6", "3.11"}) {
    const PostfixVersion version = parse_postfix_version(text);
    for (const TlsFloor wanted : {TlsFloor::tls1_0, TlsFloor::tls1_2, TlsFloor::tls1_3}) {
      const TlsFloor floor = possible_floor(wanted, version);
      const auto set = allowed(protocols_from(floor, version), text);
      REQUIRE(set);
      CHECK(range_of(*set) == ">=" + std::string(name_of(floor)));
    }
  }
}

TEST_CASE("lint: a blank behind the sign of a range", "[lint][protocols]") {
  const auto blank = lint("smtpd_tls_mandatory_protocols = >= TLSv1.2\n", "protocols-blank");
  REQUIRE(blank.size() == 1);
  CHECK(blank[0].finding.message.find("allows TLSv1.2 and nothing else") != std::string::npos);
  CHECK(blank[0].finding.hint == "set >=TLSv1.2");
  CHECK(lint("smtpd_tls_mandatory_protocols = >=TLSv1.2\n", "protocols-blank").empty());
}

TEST_CASE("lint: a list that leaves nothing", "[lint][protocols]") {
  const auto empty = lint("smtp_tls_protocols = TLSv1.2, !TLSv1.2\n", "protocols-empty-set");
  REQUIRE(empty.size() == 1);
  CHECK(empty[0].finding.severity == Severity::error);
  CHECK(empty[0].urgency == Urgency::broken);
}

TEST_CASE("lint: names exclude what is not named", "[lint][protocols]") {
  const auto names = lint("smtpd_tls_protocols = TLSv1.1 TLSv1.2\n", "protocols-names-exclude");
  REQUIRE(names.size() == 1);
  CHECK(names[0].finding.severity == Severity::warning);
  CHECK(names[0].finding.message ==
        "smtpd_tls_protocols: names TLSv1.1 and TLSv1.2, and so excludes TLSv1.3");
  CHECK(lint("smtpd_tls_protocols = TLSv1.2 TLSv1.3\n", "protocols-names-exclude").empty());
  CHECK(lint("smtpd_tls_protocols = TLSv1.2 !TLSv1.3\n", "protocols-names-exclude").empty());
}

TEST_CASE("lint: a list that is looser than the default", "[lint][protocols]") {
  CHECK(lint("smtpd_tls_protocols = !SSLv2\n", "protocols-only-look-strict").size() == 1);
  CHECK(lint("smtpd_tls_protocols =\n", "protocols-only-look-strict").size() == 1);
  CHECK(lint("smtpd_tls_protocols = !SSLv2, !SSLv3\n", "protocols-only-look-strict").empty());
  CHECK(lint("tlsproxy_tls_protocols = >=SSLv3\n", "protocols-only-look-strict").size() == 1);
}

TEST_CASE("lint: old protocols where TLS is required", "[lint][protocols]") {
  const auto weak =
      lint("smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1\n", "protocols-weak");
  REQUIRE(weak.size() == 1);
  CHECK(weak[0].finding.severity == Severity::warning);
  CHECK(weak[0].finding.message.find("allows TLSv1.1 where") != std::string::npos);
  const auto usual = lint("smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3\n", "protocols-weak");
  REQUIRE(usual.size() == 1);
  CHECK(usual[0].finding.severity == Severity::info);
  CHECK(lint("smtpd_tls_mandatory_protocols = >=TLSv1.2\n", "protocols-weak").empty());
  const auto by_default =
      lint("smtpd_tls_security_level = may\n", "protocols-weak", with_submission);
  REQUIRE(by_default.size() == 1);
  CHECK(by_default[0].finding.severity == Severity::info);
  CHECK_FALSE(by_default[0].finding.line);
  CHECK(lint("smtpd_tls_security_level = may\n", "protocols-weak").empty());
}

TEST_CASE("lint: the syntax before ranges", "[lint][protocols]") {
  const auto old = lint("smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\n",
                        "protocols-old-syntax");
  REQUIRE(old.size() == 1);
  CHECK(old[0].finding.hint == "set >=TLSv1.2, which means the same");
  CHECK(lint("smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\n",
             "protocols-old-syntax", test::plain_master, "3.5")
            .empty());
  CHECK(lint("smtpd_tls_protocols = !TLSv1.1, !SSLv3\n", "protocols-old-syntax").empty());
}

TEST_CASE("lint: the list of level may does not reach submission", "[lint][protocols]") {
  const auto one = lint("smtpd_tls_security_level = may\nsmtpd_tls_protocols = >=TLSv1.2\n",
                        "protocols-one-sided", with_submission);
  CHECK(names_in(one) == std::vector<std::string>{"smtpd_tls_protocols"});
  REQUIRE(one.size() == 1);
  CHECK(one[0].finding.severity == Severity::warning);
  CHECK(one[0].finding.hint == "set smtpd_tls_mandatory_protocols too");
  const auto other = lint("smtpd_tls_security_level = may\nsmtpd_tls_protocols = >=TLSv1.2\n",
                          "protocols-one-sided");
  REQUIRE(other.size() == 1);
  CHECK(other[0].finding.severity == Severity::info);
  CHECK(lint("smtpd_tls_protocols = >=TLSv1.2\nsmtpd_tls_mandatory_protocols = >=TLSv1.2\n",
             "protocols-one-sided", with_submission)
            .empty());
}

TEST_CASE("lint: the list of required TLS alone, where nothing requires TLS", "[lint][protocols]") {
  CHECK(lint("smtpd_tls_mandatory_protocols = >=TLSv1.2\n", "protocols-one-sided").size() == 1);
  CHECK(lint("smtpd_tls_mandatory_protocols = >=TLSv1.2\n", "protocols-one-sided", with_submission)
            .empty());
  CHECK(lint("smtp_tls_mandatory_protocols = >=TLSv1.2\n", "protocols-one-sided").empty());
}

TEST_CASE("lint: what Postfix refuses is another's finding", "[lint][protocols]") {
  for (const CheckFinding& one : lint_settings(
           test::config_of("smtpd_tls_protocols = bogus\nsmtp_tls_protocols = >=TLSv7\n")))
    CHECK(one.finding.id.find("protocols") == std::string::npos);
}
