// SPDX-License-Identifier: MIT
#include "core/inline_table.hpp"
#include "core/policy_lint.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "core/access_lint.hpp"
#include "core/explanations.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_maps.hpp"
#include "core/policy_pins.hpp"
#include "core/policy_table_lint.hpp"
#include "core/policy_values.hpp"

using namespace postseal;
using namespace std::string_literals;

namespace {

const std::string md5_pin = "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99";
const std::string pin = md5_pin + ":" + md5_pin;
const std::string bare_pin = "aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899";
const std::string of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

PolicyRules rules(PostfixVersion version = {3, 7, 11}) {
  return {.version = version,
          .digest_name = "sha256",
          .digest = Digest::sha256,
          .verify_names = "hostname",
          .secure_names = "nexthop, dot-nexthop",
          .has_cas = true};
}

// "error policy-level-unknown, warning ..." of an entry.
std::string told(const std::vector<CheckFinding>& findings) {
  std::string text;
  for (const CheckFinding& one : findings) {
    const Finding& finding = one.finding;
    text += text.empty() ? "" : ", ";
    text += finding.severity == Severity::error     ? "error "
            : finding.severity == Severity::warning ? "warning "
                                                    : "info ";
    text += finding.id;
    CHECK(find_explanation(finding.id) != nullptr);
    CHECK_FALSE(finding.message.empty());
  }
  return text;
}

std::string lint(const std::string& value, const PolicyRules& by = rules(),
                 const std::string& key = "example.net") {
  return told(lint_policy_entry(key, value, by).findings);
}

std::string lint_table(const std::string& text, const PolicyRules& by = rules(),
                       const std::vector<NextHop>& next_hops = {}) {
  PolicyTableLint table(by, next_hops);
  table.add_source("/t", text);
  return told(table.findings());
}

}  // namespace

TEST_CASE("policy lint: what Postfix takes is no finding", "[policy-lint]") {
  for (const std::string value :
       {"may", "MAY ciphers=HIGH,protocols=>=TLSv1.2", "encrypt exclude=RC4:aNULL", "secure",
        "secure match=a:.b match=nexthop", "verify match=hostname tafile=/ca.pem",
        "may servername=hostname connection_reuse=Yes connection_reuse=no",
        "may protocols=", "may exclude=", "may protocols=>=", "may protocols=<=0x0304"})
    CHECK(lint(value).empty());
  CHECK(lint("fingerprint match=" + pin).empty());
  CHECK(lint("fingerprint match=" + bare_pin + "|" + pin).empty());
}

TEST_CASE("policy lint: levels by version", "[policy-lint]") {
  CHECK(lint("secur") == "error policy-level-unknown");
  CHECK(lint("halfdane") == "error policy-level-unknown");
  CHECK(lint(",") == "error policy-level-unknown");
  CHECK(lint("dane", rules({2, 10, 0})) == "error policy-level-unknown");
  CHECK(lint("dane") == "warning policy-dane-without-dnssec");
  CHECK(lint("dane-only") == "error policy-dane-without-dnssec");
  PolicyRules secure_dns = rules();
  secure_dns.has_dnssec = true;
  CHECK(lint("dane-only", secure_dns).empty());
  CHECK(lint_policy_entry("h", "secur", rules()).findings.front().finding.hint ==
        "did you mean secure?");
}

TEST_CASE("policy lint: attributes by version and level", "[policy-lint]") {
  CHECK(lint("may tls_connection_reuse=yes") == "error policy-attribute-unknown");
  CHECK(lint("may servername=hostname", rules({3, 3, 0})) == "error policy-attribute-unknown");
  CHECK(lint("may enable_rpk=no", rules({3, 9, 0})).empty());
  CHECK(lint("encrypt match=a") == "error policy-attribute-misplaced");
  CHECK(lint("fingerprint tafile=/x match=" + pin) == "error policy-attribute-misplaced");
  CHECK(lint("none match=a") == "warning policy-attribute-misplaced");
  CHECK(lint("may ciphers=high", rules({2, 5, 0})) == "error policy-attribute-misplaced");
  CHECK(lint("may ciphers=high ciphers=high") == "error policy-attribute-repeated");
  CHECK(lint("may exclude=RC4, aNULL") == "error policy-attribute-malformed");
  CHECK(lint("may { ciphers = high }", rules({3, 10, 0})).empty());
  CHECK(lint("may { ciphers = high").find("policy-attribute-malformed") != std::string::npos);
  CHECK(lint("may policy_ttl=1", rules({3, 10, 0})) == "error policy-attribute-misplaced");
  CHECK(lint("secure match=a policy_type=sts policy_ttl=1", rules({3, 10, 0})).empty());
  // Postfix 2.3 and 2.4 warned and went on.
  CHECK(lint("may nonsense=x", rules({2, 4, 0})).find("warning policy-attribute") == 0);
}

TEST_CASE("policy lint: values", "[policy-lint]") {
  CHECK(lint("may ciphers=hihg") == "error policy-ciphers");
  CHECK(lint("may ciphers=") == "error policy-ciphers");
  CHECK(lint("may exclude=!RC4") == "error policy-ciphers");
  CHECK(lint("may protocols=TLSv1.4") == "error policy-protocols");
  CHECK(lint("may protocols=>=TLSv1.2", rules({3, 5, 0})) == "error policy-protocols");
  CHECK(lint("may protocols=!TLSv1:!TLSv1.1:!TLSv1.2:!TLSv1.3") == "error policy-protocols");
  CHECK(lint("may protocols=>=TLSv1.3:!TLSv1.3") == "error policy-protocols");
  CHECK(lint("may servername=[192.0.2.1]") == "error policy-attribute-value");
  CHECK(lint("may connection_reuse=maybe") == "error policy-attribute-value");
  CHECK(lint("secure tafile= match=a") == "error policy-attribute-value");
}

TEST_CASE("policy lint: something has to match", "[policy-lint]") {
  CHECK(lint("secure match=") == "error policy-match-empty");
  CHECK(lint("secure match=::") == "error policy-match-empty");
  CHECK(lint("secure match=.") == "error policy-match-empty");
  CHECK(lint("fingerprint match=|") == "error policy-match-empty");
  CHECK(lint("fingerprint") == "error policy-fingerprint-missing");
  PolicyRules pinned = rules();
  pinned.pins = pin;
  CHECK(lint("fingerprint", pinned).empty());
}

TEST_CASE("policy lint: one good fingerprint is enough", "[policy-lint]") {
  CHECK(lint("fingerprint match=" + md5_pin) == "error policy-digest-length");
  CHECK(lint("fingerprint match=" + md5_pin + "|" + pin) == "warning policy-digest-length");
  CHECK(lint("fingerprint match=SHA256:" + pin) == "error policy-digest-malformed");
  CHECK(lint("fingerprint match=" + of_nothing) == "error pin-of-nothing");
  CHECK(lint("fingerprint match=" + bare_pin, rules({3, 5, 27})) == "error policy-digest-colons");
  PolicyRules by_md5 = rules();
  by_md5.digest_name = "md5";
  by_md5.digest = Digest::md5;
  CHECK(lint("fingerprint match=" + md5_pin, by_md5).empty());
  CHECK(lint("fingerprint match=" + pin, by_md5) == "error policy-digest-length");
  const EntryLook look = lint_policy_entry("h", "fingerprint match=" + md5_pin, rules());
  CHECK(look.findings.front().finding.message.find("16 bytes, as md5 makes") != std::string::npos);
}

TEST_CASE("policy lint: an address is matched with nothing beside it", "[policy-lint]") {
  CHECK(lint("secure", rules(), "[192.0.2.1]:587") == "error policy-secure-address");
  CHECK(lint("secure match=nexthop", rules(), "[192.0.2.1]").empty());
  CHECK(lint("secure match=mx.example.net", rules(), "[192.0.2.1]").empty());
  CHECK(lint("verify", rules(), "[192.0.2.1]").empty());
  CHECK(lint("secure", rules({3, 5, 0}), "[192.0.2.1]") == "warning policy-secure-address");
  CHECK(lint("secure", rules(), "[IPv6:2001:db8::1]") == "error policy-secure-address");
}

TEST_CASE("policy lint: keys that nothing looks for", "[policy-lint]") {
  const auto is_reachable = [](const std::string& key) {
    return problem_of_key(key, {3, 7, 11}).why.empty();
  };
  for (const std::string key :
       {"example.net", "Example.NET", ".example.net", ".net", "h:587", "[h]", "[h]:submission",
        "[192.0.2.1]:25", "[IPv6:2001:db8::1]", "/var/run/lmtp", "private/lmtp", "m_x.example.net",
        "smtp:25", "192.0.2.1", "\xC3\xA4.example"})
    CHECK(is_reachable(key));
  for (const std::string key :
       {"*.example.net", "@example.net", "a@example.net", "smtp:[h]:587", "relay:example.net",
        "inet:h:24", "unix:/lmtp", "https://example.net", ".example.net:25", "[h", "[h]587", "[]",
        "2001:db8::1", "example.net.", "h:", "-a.b", "a..b", "..net"})
    CHECK_FALSE(is_reachable(key));
}

TEST_CASE("policy lint: a table as a whole", "[policy-lint]") {
  CHECK(lint_table("a may\nb encrypt\n# c\nd\n  secure\n").empty());
  CHECK(lint_table("a may\nA encrypt\n") == "warning policy-duplicate");
  CHECK(lint_table("a may\nA may\n") == "info policy-duplicate");
  CHECK(lint_table(" a may\nb\n") == "warning policy-entry-empty, warning policy-stray-line");
  PolicyRules lonely = rules();
  lonely.has_cas = false;
  CHECK(lint_table("a secure\nb verify\n", lonely) == "error policy-without-ca");
  CHECK(lint_table("a secure tafile=/ca\n", lonely).empty());
  const std::vector<NextHop> relay{{"relayhost", "[mx.example]:587"}};
  CHECK(lint_table("mx.example may\n", rules(), relay) == "warning policy-key-near-miss");
  CHECK(lint_table("mx.example may\n[MX.example]:587 may\n", rules(), relay).empty());
}

TEST_CASE("policy lint: the first table that has a key counts", "[policy-lint]") {
  PolicyTableLint table(rules(), {});
  table.add_source("/1", "a may\n");
  table.add_source("/2", "a encrypt\n");
  const auto found = table.findings();
  REQUIRE(told(found) == "warning policy-shadowed");
  CHECK(found.front().finding.subject == "/2");
  CHECK(found.front().finding.message.find("/1:1") != std::string::npos);
}

TEST_CASE("policy lint: of many findings the rest is counted", "[policy-lint]") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "k" + std::to_string(i) + " dane\n";
  PolicyTableLint table(rules(), {});
  table.add_source("/t", text + "last wrong\n");
  const auto found = table.findings();
  REQUIRE(found.size() == most_findings_of_a_table + 1);
  CHECK(found.back().finding.id == "findings-cut");
  CHECK(found.back().finding.severity == Severity::error);
  CHECK(found.back().finding.line == 1001);
  CHECK(found.back().finding.message.find("and 901 more") == 0);
}

TEST_CASE("policy lint: however long a line is, few findings are made of it", "[policy-lint]") {
  std::string value = "may";
  std::string pins = "fingerprint match=x";
  for (int i = 0; i < 1000; ++i) {
    value += " x=y";
    pins += "|x";
  }
  CHECK(lint_policy_entry("h", value, rules()).findings.size() == most_findings_of_an_entry);
  CHECK(lint_policy_entry("h", pins, rules()).findings.size() == most_findings_of_an_entry);
  CHECK(lint_policy_entry("h", pins + "|" + pin, rules()).findings.front().finding.severity ==
        Severity::warning);
  CHECK(tables_named_in(value, "/q").size() == most_tables);
}

TEST_CASE("policy lint: what a table says is not obeyed by a terminal", "[policy-lint]") {
  const EntryLook look = lint_policy_entry("a\x1b[2J", "\x1b]0;x\x07", rules());
  for (const CheckFinding& one : look.findings)
    CHECK(std::none_of(one.finding.message.begin(), one.finding.message.end(),
                       [](char c) { return static_cast<unsigned char>(c) < ' '; }));
}

TEST_CASE("policy maps: the tables of a parameter", "[policy-lint]") {
  const auto tables = tables_named_in(
      "hash:/a, proxy:lmdb:/b inline:{ {h = may ciphers=high}, b=may } static:{secure match=x} "
      "regexp:/c nonsense texthash:d",
      "/q");
  REQUIRE(tables.size() == 7);
  CHECK(tables[0].kind == TableKind::source);
  CHECK(tables[1].type == "lmdb");
  CHECK(tables[1].name == "/b");
  CHECK(tables[2].kind == TableKind::written);
  CHECK(tables[3].name == "secure match=x");
  CHECK(tables[4].kind == TableKind::unread);
  CHECK(tables[5].kind == TableKind::malformed);
  CHECK(tables[6].name == "/q/d");
  const auto entries = inline_entries(tables[2].name);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].key == "h");
  CHECK(entries[0].value == "may ciphers=high");
  CHECK(entries[1].value == "may");
  CHECK_FALSE(inline_entries("nonsense").front().error.empty());
}

TEST_CASE("access lint: fingerprints of clients have colons and the right length",
          "[policy-lint]") {
  const AccessRules by{
      .parameter = "relay_clientcerts", .digest_name = "sha256", .digest = Digest::sha256};
  const auto found = [&](const std::string& text) {
    return told(lint_access_source("/t", text, by));
  };
  CHECK(found(pin + " host\n").empty());
  CHECK(found(md5_pin + " host\n") == "warning access-digest-length");
  CHECK(found(bare_pin + " host\n") == "warning access-digest-malformed");
  CHECK(found("example.com OK\n") == "warning access-digest-malformed");
  CHECK(ccert_tables_in("permit_mynetworks, check_ccert_access hash:/a, CHECK_CCERT_ACCESS "
                        "{ texthash:/b, { search_order = cert_fingerprint } }, reject") ==
        std::vector<std::string>{"hash:/a", "texthash:/b"});
}
