// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "core/name_patterns.hpp"
#include "core/policy_lookup.hpp"
#include "core/policy_match.hpp"
#include "core/policy_verdict.hpp"

using namespace postseal;

namespace {

constexpr PostfixVersion v2_10{2, 10, 0};
constexpr PostfixVersion v2_11{2, 11, 11};
constexpr PostfixVersion v3_5{3, 5, 27};
constexpr PostfixVersion v3_7{3, 7, 11};
constexpr PostfixVersion v3_10_3{3, 10, 3};
constexpr PostfixVersion v3_10_4{3, 10, 4};

using Texts = std::vector<std::string>;

TableSeen table(const std::string& name, const std::string& text, const KeysOfInterest& keys) {
  return {.name = name,
          .subject = name,
          .entries = look_through(pieces_of(text), keys, Repeats::allowed).entries};
}

// "key value table" of the entry that holds.
std::string found(const std::string& next_hop, const Texts& texts) {
  const KeysOfInterest keys(next_hop, v3_7);
  std::vector<TableSeen> tables;
  for (const std::string& text : texts)
    tables.push_back(table(std::to_string(tables.size()), text, keys));
  const PolicyLookup result = look_up(tables, keys);
  if (!result.entry) return "none";
  return result.entry->key + " " + result.entry->value + " " + result.entry->table;
}

OfferedName dns(const std::string& name) {
  return {.kind = OfferedKind::dns, .text = name, .raw = name};
}
OfferedName common(const std::string& name) {
  return {.kind = OfferedKind::common_name, .text = name, .raw = name};
}

MatchOutcome outcome(const Texts& patterns, const std::string& next_hop,
                     const std::vector<OfferedName>& offered, PostfixVersion version = v3_7) {
  return match_names(names_wanted(patterns, next_hop, "mx.example.org", version),
                     names_that_count(offered, version),
                     {.version = version,
                      .wildcards_span_labels =
                          version >= PostfixVersion{2, 11, 0} && version < library_matches_since})
      .outcome;
}

// The textbook case.
PolicyVerdict textbook(PostfixVersion version, const std::string& entry = "secure",
                       bool is_trusted = true) {
  EffectivePolicy policy{.next_hop = "fastmail.fm",
                         .mx = "in1-smtp.messagingengine.com",
                         .rules = {.version = version}};
  policy.entry = parse_policy_entry("fastmail.fm", entry);
  policy.level = policy.entry.level;
  Texts patterns;
  for (const PolicyAttribute& one : policy.entry.attributes) patterns.push_back(*one.value);
  if (patterns.empty())
    patterns = policy.level == "secure" ? Texts{"nexthop", "dot-nexthop"} : Texts{"hostname"};
  policy.names = names_wanted(patterns, policy.next_hop, policy.mx, version);
  const OfferedChain offered{
      .names = {dns("*.messagingengine.com"), dns("messagingengine.com")},
      .certificate_pin = "AA:BB",
      .key_pin = "CC:DD",
      .trusted = is_trusted,
      .trusted_by = "smtp_tls_CAfile",
      .trust_code = is_trusted ? 0 : 20,
      .trust_error = is_trusted ? "" : "unable to get local issuer certificate",
      .issuer = "/CN=Root",
      .no_issuer = !is_trusted};
  return policy_verdict(policy, &offered);
}

}  // namespace

TEST_CASE("the next hop is looked for verbatim, parents for a bare host name alone", "[policy]") {
  CHECK(policy_keys_of("a.example.net", v3_7) == Texts{"a.example.net", ".example.net", ".net"});
  CHECK(policy_keys_of("localhost", v3_7) == Texts{"localhost"});
  CHECK(policy_keys_of("[a.example.net]:587", v3_7) == Texts{"[a.example.net]:587"});
  CHECK(policy_keys_of("a.example.net:submission", v3_7) == Texts{"a.example.net:submission"});
  CHECK(policy_keys_of("192.0.2.1", v3_7) == Texts{"192.0.2.1"});
  CHECK(policy_keys_of("a.example.net.", v3_7) == Texts{"a.example.net."});
  CHECK(policy_keys_of("ä.example", v3_7) == Texts{"ä.example", ".example"});
  CHECK(policy_keys_of("ä.example", v2_11) == Texts{"ä.example"});
}

TEST_CASE("all tables are asked for one key, then for the next", "[policy]") {
  CHECK(found("a.example.net", {".example.net may", "A.Example.net encrypt"}) ==
        "a.example.net encrypt 1");
  CHECK(found("a.example.net", {".example.net may", ".example.net encrypt"}) ==
        ".example.net may 0");
  CHECK(found("[a.example.net]", {"a.example.net may\n.example.net may"}) == "none");
  CHECK(found("a.example.net:25", {"a.example.net may\na.example.net:25 encrypt"}) ==
        "a.example.net:25 encrypt 0");
  CHECK(found("example.net", {".example.net may"}) == "none");
}

TEST_CASE("a table that fails ends the lookup, unless one before it had the key", "[policy]") {
  const KeysOfInterest keys("a.example.net", v3_7);
  const TableSeen good = table("good", ".example.net may", keys);
  const TableSeen bad{.name = "bad", .failure = "is not there"};
  CHECK(look_up({good, bad}, keys).failure == "is not there");
  const TableSeen late{.name = "late", .failure = "no answer", .failing_key = ".net"};
  CHECK(look_up({late, good}, keys).entry.has_value());
  const TableSeen all{.name = "all", .entries = {{.value = "encrypt"}}, .answers_all = true};
  CHECK(look_up({all, bad}, keys).entry->key == "a.example.net");
}

TEST_CASE("keys that people expect to win are named with the reason", "[policy]") {
  const auto near = [](const std::string& next_hop, const std::string& text) {
    const KeysOfInterest keys(next_hop, v3_7);
    const PolicyLookup result = look_up({table("t", text, keys)}, keys);
    return result.near.empty() ? std::string("none")
                               : result.near.front().why + "; " + result.near.front().instead;
  };
  CHECK(near("[h.example]", "h.example secure") == "the brackets are part of the key; [h.example]");
  CHECK(near("[h.example]:587", "[h.example]:submission secure") ==
        "the port and its spelling are part of the key; [h.example]:587");
  CHECK(near("a.b.example", "b.example secure") ==
        "a parent needs a leading dot: .b.example; a.b.example, or as .b.example");
  CHECK(near("b.example", ".b.example secure") ==
        "a key with a leading dot is for what is below the domain; b.example");
  CHECK(near("[a.b.example]", ".b.example secure") ==
        "parents are looked for only where the next hop has neither brackets nor a port; "
        "[a.b.example]");
  CHECK(near("a.b.example", "*.b.example secure") ==
        "an asterisk stands for nothing here; a.b.example, or as .b.example");
  CHECK(near("b.example", "b.example secure\n[b.example] may") == "none");
  CHECK(near("b.example", "c.example secure\nexample may") == "none");
}

TEST_CASE("from 3.6 on names are compared as OpenSSL does", "[policy]") {
  CHECK(fit_by_library("MX.example.org", "mx.example.org") == NameFit::equal);
  CHECK(fit_by_library("*.example.org", "mx.example.org") == NameFit::wildcard);
  CHECK(fit_by_library("*.example.org", "a.mx.example.org") == NameFit::no);
  CHECK(fit_by_library("*.example.org", "example.org") == NameFit::no);
  CHECK(fit_by_library("*.example.org", "*.example.org") == NameFit::equal);
  CHECK(fit_by_library("*.org", "example.org") == NameFit::no);
  CHECK(fit_by_library("*.example.org", "m_x.example.org") == NameFit::no);
  CHECK(fit_by_library("m*.example.org", "mx.example.org") == NameFit::no);
  CHECK(fit_by_library("a.*.org", "a.example.org") == NameFit::no);
  CHECK(fit_by_library("a.b.example.org", ".example.org") == NameFit::below);
  CHECK(fit_by_library("*.example.org", ".example.org") == NameFit::below);
  CHECK(fit_by_library("example.org", ".example.org") == NameFit::no);
  CHECK(fit_by_library("badexample.org", ".example.org") == NameFit::no);
  CHECK(fit_by_library(std::string_view("a\0.example.org", 14), ".example.org") == NameFit::no);
}

TEST_CASE("before 3.6 Postfix compared by itself", "[policy]") {
  CHECK(fit_by_postfix("*.example.org", "a.mx.example.org", true) == NameFit::wildcard);
  CHECK(fit_by_postfix("*.example.org", "a.mx.example.org", false) == NameFit::no);
  CHECK(fit_by_postfix("*.org", "example.org", false) == NameFit::wildcard);
  CHECK(fit_by_postfix("*.org", "a.example.org", true) == NameFit::wildcard);
  CHECK(fit_by_postfix("*.example.org", "example.org", true) == NameFit::no);
  CHECK(fit_by_postfix("*.example.org", ".example.org", true) == NameFit::below);
  CHECK(fit_by_postfix("example.org", ".example.org", true) == NameFit::no);
  CHECK(fit_by_postfix("*.", "example.org", true) == NameFit::no);
}

TEST_CASE("the common name counts where no DNS name is there", "[policy]") {
  const OfferedName address{.kind = OfferedKind::address, .text = "192.0.2.1", .raw = "\xc0\0\2\1"};
  const Texts host{"hostname"};
  CHECK(outcome(host, "x", {common("mx.example.org")}) == MatchOutcome::matches);
  CHECK(outcome(host, "x", {address, common("mx.example.org")}) == MatchOutcome::matches);
  CHECK(outcome(host, "x", {dns("y"), common("mx.example.org")}) == MatchOutcome::differs);
  const std::vector<OfferedName> two{common("y"), common("mx.example.org")};
  CHECK(outcome(host, "x", two) == MatchOutcome::matches);
  CHECK(outcome(host, "x", two, v3_5) == MatchOutcome::differs);
}

TEST_CASE("an address is wanted beside a name, as OpenSSL has it", "[policy]") {
  const std::vector<OfferedName> offered{
      {.kind = OfferedKind::address, .text = "192.0.2.1", .raw = std::string("\xc0\0\2\1", 4)},
      dns("mx.example.org")};
  const std::string hop = "[192.0.2.1]:25";
  CHECK(outcome({"nexthop"}, hop, offered) == MatchOutcome::matches);
  CHECK(outcome({"nexthop", "dot-nexthop"}, hop, offered) == MatchOutcome::differs);
  CHECK(outcome({"nexthop", "mx.example.org"}, hop, offered) == MatchOutcome::matches);
  CHECK(outcome({"192.0.2.2", "mx.example.org"}, hop, offered) == MatchOutcome::address_differs);
  CHECK(outcome({"192.0.2.2", "x"}, hop, offered) == MatchOutcome::both_differ);
  CHECK(outcome({"192.0.2.1", "192.0.2.2"}, hop, offered) == MatchOutcome::matches);
  CHECK(outcome({"nexthop"}, hop, offered, v3_5) == MatchOutcome::differs);
  CHECK(outcome({"."}, hop, offered) == MatchOutcome::nothing_wanted);
}

TEST_CASE("what depends on a host that nobody named is left open", "[policy]") {
  const auto wanted = names_wanted({"hostname"}, "example.net", "", v3_7);
  CHECK(match_names(wanted, {dns("x")}, {.version = v3_7}).outcome == MatchOutcome::depends);
  CHECK(names_wanted({"hostname"}, "[a.example]:25", "", v3_7).front().text == "a.example");
  CHECK(names_wanted({"Dot-NextHop"}, "a.example:25", "", v3_7).front().text == ".a.example");
  CHECK(names_wanted({".ä.example"}, "x", "", v3_7).front().text == ".xn--4ca.example");
}

TEST_CASE("the textbook case, in the words of each version", "[policy]") {
  CHECK(textbook(v2_11).trust == "trusted");
  CHECK(textbook(v3_5).trust == "trusted");
  CHECK(textbook({3, 6, 0}).trust == "untrusted");
  CHECK(textbook(v3_10_3).trust == "untrusted");
  CHECK(textbook(v3_10_4).trust == "trusted");
  CHECK(textbook({3, 9, 14}).trust == "untrusted");
  for (const PostfixVersion version : {v2_10, v2_11, v3_5, v3_7, v3_10_3, v3_10_4}) {
    const PolicyVerdict verdict = textbook(version);
    CHECK(verdict.delivers == false);
    CHECK(verdict.log.back() == "deferred, 4.7.5: Server certificate not verified");
    CHECK(verdict.suggestion.starts_with("fastmail.fm secure match=.messagingengine.com (any "));
    CHECK(verdict.suggestion.find("; or fastmail.fm verify (weaker: ") != std::string::npos);
    CHECK(textbook(version, "secure match=.messagingengine.com").trust == "verified");
    CHECK(textbook(version, "verify").delivers == true);
  }
}

TEST_CASE("a chain that is not trusted is so in every version", "[policy]") {
  for (const PostfixVersion version : {v2_11, v3_7, v3_10_4}) {
    const PolicyVerdict verdict = textbook(version, "verify", false);
    CHECK(verdict.trust == "untrusted");
    CHECK(verdict.delivers == false);
    CHECK(verdict.suggestion.find("fastmail.fm fingerprint match=CC:DD") != std::string::npos);
    CHECK(textbook(version, "encrypt", false).delivers == true);
  }
}
