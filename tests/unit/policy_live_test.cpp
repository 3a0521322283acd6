// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>

#include "commands/commands.hpp"
#include "core/base64.hpp"
#include "core/expected_pin.hpp"
#include "core/json.hpp"
#include "core/next_hop.hpp"
#include "core/policy_verdict.hpp"
#include "core/text.hpp"
#include "crypto/certificate.hpp"
#include "crypto/digests.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;
using test::fixture;
using test::MemoryHost;

namespace {

const std::string ec_der = fixture("prints/ec.der"), rsa_der = fixture("prints/rsa.der");

std::string key_pin(const std::string& name) {
  return colon_hex(Hasher(Digest::sha256)(fixture("prints/" + name + ".spki")));
}
const std::string stale = colon_hex(std::string(32, '\x42'));

ServiceLook shown(const std::string& der) {
  return {.outcome = LookOutcome::shown, .chain = {der}};
}

// Shows ECDSA to who takes anything.
ServiceLook both(const ServiceAddress& address) {
  return shown(address.algorithm == "rsa" ? rsa_der : ec_der);
}
ServiceLook ec_only(const ServiceAddress& address) {
  return address.algorithm == "rsa" ? ServiceLook{.outcome = LookOutcome::no_certificate}
                                    : shown(ec_der);
}
ServiceLook rsa_silent(const ServiceAddress& address) {
  return address.algorithm == "rsa" ? ServiceLook{} : shown(ec_der);
}

// A machine whose table is LINES, and hosts on port 25.
struct World {
  MemoryHost host{};
  Globals globals{};
  std::map<std::string, ServiceLook (*)(const ServiceAddress&)> hosts{};
  std::vector<std::string> asked{};

  explicit World(const std::string& lines) {
    globals.config_dir = "/etc/postfix";
    globals.postfix_version = parse_postfix_version("3.7");
    host.files["/etc/postfix"] = {.kind = FileKind::directory};
    host.files["/etc/postfix/main.cf"] = {
        .bytes =
            "compatibility_level = 3.6\nqueue_directory = /q\n"
            "smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy\n"};
    host.files["/etc/postfix/master.cf"] = {.bytes = "smtp unix - - n - - smtp\n"};
    host.files["/etc/postfix/tls_policy"] = {.bytes = lines};
    host.services[25] = [this](const ServiceAddress& address) {
      asked.push_back(address.host + " " + address.algorithm);
      const auto found = hosts.find(address.host);
      return found == hosts.end() ? ServiceLook{} : found->second(address);
    };
  }
  World& mx(const std::string& domain, const std::vector<std::string>& names) {
    for (const std::string& name : names) host.exchangers[domain].hosts.push_back({10, name});
    return *this;
  }
  Answer run(Command command, const std::vector<std::string>& words = {}) {
    for (std::size_t i = 0; i < words.size(); ++i) command.arguments.at(i).set(words[i]);
    return test::carry_out(command, host, globals).answer;
  }
  std::string table() { return host.files["/etc/postfix/tls_policy"].bytes; }
  std::string prune() {
    (void)run(policy_prune_command());
    return table();
  }
  // The findings of check --live about pins.
  std::string live() {
    Command command = policy_check_command();
    test::give(command, "--live", "");
    std::string ids;
    for (const Finding& one : run(std::move(command)).findings)
      if (one.id.starts_with("policy-pin") || one.id == "host-no-answer") ids += one.id + " ";
    return ids;
  }
};

std::string entry(const std::string& key, const std::vector<std::string>& pins) {
  std::string line = key + " fingerprint match=";
  for (std::size_t i = 0; i < pins.size(); ++i) line += (i == 0 ? "" : "|") + pins[i];
  return line + "\n";
}

}  // namespace

TEST_CASE("prune: a pin goes when every MX has told all it has", "[policy-live]") {
  World world(entry("example.org", {stale, key_pin("ec"), key_pin("rsa")}));
  world.mx("example.org", {"a.example.org", "b.example.org"});
  world.hosts = {{"a.example.org", ec_only}, {"b.example.org", both}};
  CHECK(world.prune() == entry("example.org", {key_pin("ec"), key_pin("rsa")}));
  CHECK(world.prune() == entry("example.org", {key_pin("ec"), key_pin("rsa")}));
}

TEST_CASE("prune: one MX that did not answer for a kind keeps every pin", "[policy-live]") {
  const std::string before = entry("example.org", {stale, key_pin("ec")});
  for (const auto& second : {rsa_silent, +[](const ServiceAddress&) { return ServiceLook{}; }}) {
    World world(before);
    world.mx("example.org", {"a.example.org", "b.example.org"});
    world.hosts = {{"a.example.org", both}, {"b.example.org", second}};
    CHECK(world.prune() == before);
  }
}

TEST_CASE("prune: an entry none of whose pins is served is left alone", "[policy-live]") {
  World world(entry("[a.example.org]", {stale}));
  world.hosts = {{"a.example.org", both}};
  CHECK(world.prune() == entry("[a.example.org]", {stale}));
}

TEST_CASE("prune: without MX records nothing goes", "[policy-live]") {
  const std::string before = entry("example.org", {stale, key_pin("ec")});
  World world(before);
  world.hosts = {{"example.org", both}};
  CHECK(world.prune() == before);
  CHECK(world.asked.empty());
}

TEST_CASE("check --live: what is served and what is not", "[policy-live]") {
  World world(entry("example.org", {key_pin("ec"), key_pin("rsa")}));
  world.mx("example.org", {"a.example.org", "b.example.org"});
  world.hosts = {{"a.example.org", both}, {"b.example.org", both}};
  CHECK(world.live().empty());
  world.hosts["b.example.org"] = rsa_silent;
  CHECK(world.live() == "host-no-answer ");
  world.host.files["/etc/postfix/tls_policy"].bytes = entry("example.org", {key_pin("ec"), stale});
  world.hosts["b.example.org"] = both;
  CHECK(world.live() == "policy-pin-stale ");
  world.host.files["/etc/postfix/tls_policy"].bytes = entry("example.org", {key_pin("rsa")});
  CHECK(world.live() == "policy-pin-mismatch policy-pin-mismatch ");  // ECDSA is shown first
}

TEST_CASE("check --live: a host is asked once for all entries", "[policy-live]") {
  World world(entry("example.org", {key_pin("ec")}) + entry("example.net", {key_pin("ec")}) +
              entry("[a.example.org]", {key_pin("ec")}));
  world.mx("example.org", {"a.example.org"}).mx("example.net", {"a.example.org"});
  world.hosts = {{"a.example.org", ec_only}};
  CHECK(world.live().empty());
  CHECK(world.asked ==
        std::vector<std::string>{"a.example.org ", "a.example.org rsa", "a.example.org ec"});
}

TEST_CASE("pin: the key of a file; --add keeps what is there", "[policy-live]") {
  World world(entry("example.org", {stale}));
  world.host.files["/ec.crt"] = {.bytes = fixture("prints/ec.crt")};
  Command add = policy_pin_command();
  test::give(add, "--add", "");
  (void)world.run(std::move(add), {"example.org", "/ec.crt"});
  CHECK(world.table() == entry("example.org", {stale, key_pin("ec")}));
  (void)world.run(policy_pin_command(), {"example.org", "/ec.crt"});
  CHECK(world.table() == entry("example.org", {key_pin("ec")}));
}

TEST_CASE("pin: nothing is written for a host that nobody vouches for", "[policy-live]") {
  World world("# ours\n");
  world.hosts = {{"mx.example.org", both}};
  CHECK_THROWS_AS(world.run(policy_pin_command(), {"example.org", "mx.example.org"}), Error);
  CHECK(world.table() == "# ours\n");
}

TEST_CASE("expected fingerprints are read in any form", "[policy-live]") {
  const std::string bytes = "0123456789abcdef0123456789abcdef";
  const std::string colons = colon_hex(bytes);
  std::string spaced = lower(colons);
  std::replace(spaced.begin(), spaced.end(), ':', ' ');
  for (const std::string& text :
       {colons, lower(colons), upper_hex(bytes), spaced, "SHA256:" + upper_hex(bytes),
        "sha256 Fingerprint=" + colons, "3 1 1 " + upper_hex(bytes), base64(bytes),
        "pin-sha256=\"" + base64(bytes) + "\"", "match=" + colons}) {
    CAPTURE(text);
    const auto pin = parse_expected_pin(text);
    REQUIRE(pin);
    CHECK(pin->digest == Digest::sha256);
    CHECK(pin->bytes == bytes);
  }
  for (const std::string text : {"", "AA:BB", "nonsense", "SHA256:", "AA:BB:CC:D"})
    CHECK_FALSE(parse_expected_pin(text));
  CHECK(parse_expected_pin(std::string(32, 'a'))->digest == Digest::md5);
}

TEST_CASE("a next hop is a host, a domain, or neither", "[policy-live]") {
  const CheckedConfig config{.defaults = [](std::string_view) { return std::nullopt; }};
  const auto text = [&](const char* next_hop) -> std::string {
    const auto target = target_of(next_hop, config);
    if (!target) return "none";
    return target->host.host + " " + std::to_string(target->host.port.value_or(0)) +
           (target->has_mx ? " mx" : "");
  };
  CHECK(text("example.org") == "example.org 0 mx");
  CHECK(text("example.org:587") == "example.org 587 mx");
  CHECK(text("[mx.example.org]:submission") == "mx.example.org 587");
  CHECK(text("[localhost]") == "localhost 0");
  CHECK(text("[192.0.2.1]") == "192.0.2.1 0");
  CHECK(text("192.0.2.1") == "192.0.2.1 0");
  CHECK(text(".example.org") == "none");
  CHECK(text("/var/run/lmtp") == "none");
}

TEST_CASE("a server without a chain: what each level makes of it", "[policy-live]") {
  EffectivePolicy policy{.next_hop = "[mx.example.org]", .address = "192.0.2.1", .port = 25};
  const auto verdict = [&](const std::string& level, LookOutcome outcome, std::string said) {
    policy.level = policy.entry.level = level;
    const OfferedChain offered{.outcome = outcome, .said = std::move(said)};
    return policy_verdict(policy, &offered);
  };
  CHECK(verdict("may", LookOutcome::no_tls, "").delivers == true);
  CHECK(verdict("encrypt", LookOutcome::no_tls, "").log.back() ==
        "deferred, 4.7.4: TLS is required, but was not offered by host mx.example.org[192.0.2.1]");
  CHECK(verdict("may", LookOutcome::refused, "454 no").delivers == true);
  CHECK(verdict("encrypt", LookOutcome::refused, "454 no").log.back() ==
        "deferred, 4.0.0: TLS is required, but host mx.example.org[192.0.2.1] refused to start "
        "TLS: 454 no");
  CHECK(verdict("verify", LookOutcome::refused, "554 5.7.1 no")
            .log.back()
            .starts_with("bounced, 5.7.1: "));
  CHECK(verdict("verify", LookOutcome::no_certificate, "").delivers == false);
  CHECK_FALSE(verdict("encrypt", LookOutcome::no_certificate, "").delivers);
  CHECK_FALSE(verdict("dane", LookOutcome::no_tls, "").delivers);
  CHECK(verdict("dane-only", LookOutcome::no_tls, "").delivers == false);
}
