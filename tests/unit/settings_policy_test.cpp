// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "settings_reading.hpp"

using namespace postseal;
using test::policy;
using test::refusal;

namespace {

// The line of the table that a policy asks for, without its key.
std::string value(const std::string& lines) {
  return value_text(test::read_settings(policy(lines)).policies.at(0));
}

std::string hex(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += "ab";
  return text;
}

}  // namespace

TEST_CASE("policies: next hop and level are needed", "[settings]") {
  CHECK(refusal("[[policy]]\nlevel = \"may\"") ==
        "settings-missing-key postseal.toml:1:1: [[policy]] has no nexthop");
  CHECK(refusal(policy("")) == "settings-missing-key postseal.toml:1:1: [[policy]] has no level");
  CHECK(refusal(policy("level = \"strict\"")) ==
        "settings-bad-value postseal.toml:3:9: level: unknown word \"strict\"");
}

TEST_CASE("policies: a next hop has one", "[settings]") {
  CHECK(refusal(policy("level = \"may\"\n") +
                "[[policy]]\nnexthop = \"Example.NET\"\nlevel = \"none\"") ==
        "settings-duplicate postseal.toml:5:11: nexthop: \"example.net\" has another policy, at "
        "postseal.toml:2:11");
  CHECK(test::read_settings(policy("level = \"may\"\n") +
                            "[[policy]]\nnexthop = \"[example.net]:587\"\nlevel = \"none\"")
            .policies.size() == 2);
}

TEST_CASE("policies: a next hop is one word", "[settings]") {
  for (const char* hop : {"a b", "#a", "a,b", "\\\"a\\\"", "{a"}) {
    INFO(hop);
    CHECK(refusal("[[policy]]\nlevel = \"may\"\nnexthop = \"" + std::string(hop) + "\"")
              .starts_with("settings-bad-value postseal.toml:3:11: nexthop: "));
  }
  CHECK(refusal("[[policy]]\nlevel = \"may\"\nnexthop = \"\"") ==
        "settings-bad-value postseal.toml:3:11: nexthop: is empty");
}

TEST_CASE("policies: names to match are a string or several", "[settings]") {
  CHECK(value("level = \"secure\"\nmatch = \"a:.b\"") == "secure match=a:.b");
  CHECK(value("level = \"verify\"\nmatch = [\"a\", \".b\"]") == "verify match=a:.b");
  CHECK(value("level = \"verify\"\nmatch = [\"a:c\", \".b\"]") == "verify match=a:c:.b");
  CHECK(refusal(policy("level = \"secure\"\nmatch = [\"a\", \"\"]")) ==
        "settings-bad-value postseal.toml:4:15: match: is empty");
  CHECK(refusal(policy("level = \"secure\"\nmatch = \"a::b\"")) ==
        "settings-bad-value postseal.toml:4:9: match: has an empty name");
  CHECK(refusal(policy("level = \"secure\"\nmatch = \"a b\"")) ==
        "settings-bad-value postseal.toml:4:9: match: a policy table cannot hold \"a b\"");
  CHECK(refusal(policy("level = \"secure\"\nmatch = 1")) ==
        "settings-wrong-type postseal.toml:4:9: match: is a whole number, and has to be a string "
        "or an "
        "array of strings");
}

TEST_CASE("policies: fingerprints are read in any form, and written in one", "[settings]") {
  CHECK(value("level = \"fingerprint\"\nmatch = \"" + hex(16) + "|" + hex(16) + "\"") ==
        "fingerprint match=AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB|"
        "AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB");
  CHECK(
      refusal(policy("level = \"fingerprint\"\nmatch = [\"" + hex(32) + "\", \"" + hex(31) + "\"]"))
          .starts_with("settings-bad-value postseal.toml:4:78: match: \"abab"));
  CHECK(refusal(policy("level = \"fingerprint\"\nmatch = \"xyz\"")) ==
        "settings-bad-value postseal.toml:4:9: match: \"xyz\" is no fingerprint");
  CHECK(refusal(policy("level = \"fingerprint\"")) ==
        "settings-missing-key postseal.toml:1:1: [[policy]] has no match");
}

TEST_CASE("policies: the attributes come in one order, whatever the file's", "[settings]") {
  CHECK(value("ciphers = \"high\"\nprotocols = \">=TLSv1.2\"\nlevel = \"secure\"\n"
              "connection_reuse = \"no\"\nexclude = \"RC4:aNULL\"\nmatch = \"a\"\n"
              "servername = \"nexthop\"\ntafile = [\"/t\", \"/u\"]\nenable_rpk = \"no\"") ==
        "secure match=a tafile=/t tafile=/u ciphers=high protocols=>=TLSv1.2 exclude=RC4:aNULL "
        "servername=nexthop connection_reuse=no enable_rpk=no");
  CHECK(value("level = \"may\"\nprotocols = \"\"") == "may protocols=");
}

TEST_CASE("policies: an attribute stands only at levels that have it", "[settings]") {
  CHECK(refusal(policy("level = \"encrypt\"\nmatch = \"a\"")) ==
        "settings-bad-value postseal.toml:4:9: match: has no place at level \"encrypt\": Postfix "
        "would "
        "defer the mail");
  for (const char* level : {"none", "may", "dane", "dane-only", "encrypt", "fingerprint"})
    CHECK(refusal(policy("match = \"" + hex(32) + "\"\ntafile = \"/t\"\nlevel = \"" +
                         std::string(level) + "\""))
              .find("has no place at level") != std::string::npos);
  CHECK(refusal(policy("level = \"none\"\nciphers = \"high\""))
            .find("postseal.toml:4:11: ciphers: ") != std::string::npos);
  CHECK(value("level = \"dane\"\nciphers = \"high\"") == "dane ciphers=high");
}

TEST_CASE("policies: the values of attributes are checked", "[settings]") {
  const std::string level = "level = \"secure\"\n";
  CHECK(refusal(policy(level + "ciphers = \"strong\"")) ==
        "settings-bad-value postseal.toml:4:11: ciphers: unknown word \"strong\"");
  CHECK(
      refusal(policy(level + "connection_reuse = true")) ==
      "settings-wrong-type postseal.toml:4:20: connection_reuse: is true or false, and has to be a "
      "string");
  CHECK(
      refusal(policy(level + "exclude = \"RC4, aNULL\"")) ==
      "settings-bad-value postseal.toml:4:11: exclude: a policy table cannot hold \"RC4, aNULL\"");
  CHECK(refusal(policy(level + "tafile = \"t.pem\"")) ==
        "path-unusable postseal.toml:4:10: tafile: \"t.pem\" is not an absolute path");
  CHECK(refusal(policy(level + "servername = \"192.0.2.1\"")) ==
        "settings-bad-value postseal.toml:4:14: servername: \"192.0.2.1\" is not the name of one "
        "host");
  CHECK(refusal(policy(level + "servername = \"a..b\""))
            .starts_with("name-invalid postseal.toml:4:14: "));
  CHECK(refusal(policy(level + "policy_type = \"sts\""))
            .starts_with("settings-unknown-key postseal.toml:4:1: "));
}
