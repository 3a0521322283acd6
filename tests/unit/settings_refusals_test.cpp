// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "settings_reading.hpp"

using namespace postseal;
using test::hint;
using test::identity;
using test::refusal;

TEST_CASE("settings: what is no TOML is told with its place", "[settings]") {
  CHECK(refusal("[server]\nsmtps = yes\n") ==
        "settings-syntax postseal.toml:2:9: syntax error in value: could not determine value type");
  CHECK(refusal("[server\n").starts_with("settings-syntax postseal.toml:1:8: syntax error"));
  CHECK(refusal("[dh]\n[dh]\n") ==
        "settings-syntax postseal.toml:2:1: syntax error in table header: cannot redefine existing "
        "table 'dh'");
  CHECK(refusal("[dh]\nparams = 1\nparams = 2\n").starts_with("settings-syntax postseal.toml:3:"));
}

TEST_CASE("settings: an unknown table is refused, with the nearest", "[settings]") {
  CHECK(refusal("[dh]\n[servr]\n") ==
        "settings-unknown-key postseal.toml:2:2: unknown table \"servr\"");
  CHECK(hint("[servr]\n") == "did you mean server?");
  CHECK(refusal("[[polices]]\n") ==
        "settings-unknown-key postseal.toml:1:3: unknown table \"polices\"");
  CHECK(refusal("smtps = true\n") ==
        "settings-unknown-key postseal.toml:1:1: unknown key \"smtps\"");
  CHECK(hint("zzzzzz = true\n") == "use postfix, identity, dh, server, client, policy or modes");
}

TEST_CASE("settings: an unknown key is refused, with the nearest", "[settings]") {
  CHECK(refusal(identity("  dayz = 3")) ==
        "settings-unknown-key postseal.toml:3:3: unknown key \"dayz\" in [[identity]]");
  CHECK(hint(identity("dayz = 3")) == "did you mean days?");
  CHECK(refusal("[server]\nsmtps.on = true") ==
        "settings-wrong-type postseal.toml:2:1: smtps: is a table, and has to be true or false");
  CHECK(refusal("[modes]\n\"k\\u0007\" = 1").find("unknown key \"k\\x07\"") != std::string::npos);
  CHECK(refusal("[modes]\n" + std::string(5000, 'k') + " = 1").size() < 200);
}

TEST_CASE("settings: the first mistake of a table is the one that is told", "[settings]") {
  CHECK(refusal("[server]\n  zz = 1\naa = 2\n").find(":2:3: unknown key \"zz\"") !=
        std::string::npos);
}

TEST_CASE("settings: a value of the wrong type is refused", "[settings]") {
  CHECK(refusal(identity("days = \"many\"")) ==
        "settings-wrong-type postseal.toml:3:8: days: is a string, and has to be a whole number");
  CHECK(refusal(identity("days = 1.5")) ==
        "settings-wrong-type postseal.toml:3:8: days: is a decimal number, and has to be a whole "
        "number");
  CHECK(refusal(identity("name = 2020-01-01")) ==
        "settings-wrong-type postseal.toml:3:8: name: is a date or a time, and has to be a string");
  CHECK(refusal("[server]\nsmtps = \"yes\"") ==
        "settings-wrong-type postseal.toml:2:9: smtps: is a string, and has to be true or false");
  CHECK(refusal(identity("keys = \"ec:p256\"")) ==
        "settings-wrong-type postseal.toml:3:8: keys: is a string, and has to be an array");
  CHECK(refusal(identity("keys = [\"ec:p256\", 1]")) ==
        "settings-wrong-type postseal.toml:3:20: keys: is a whole number, and has to be a string");
  CHECK(refusal("server = 1") ==
        "settings-wrong-type postseal.toml:1:10: server: is a whole number, and has to be a table");
  CHECK(refusal("[[server]]").find("server: is an array, and has to be a table") !=
        std::string::npos);
}

TEST_CASE("settings: identities and policies stand in two brackets", "[settings]") {
  CHECK(refusal("\n[identity]\nhostnames = [\"a\"]\n") ==
        "settings-wrong-type postseal.toml:2:1: identity: is a table, and has to be an array of "
        "tables");
  CHECK(hint("[policy]\n") == "write [[policy]], with two brackets");
  CHECK(refusal("policy = 3\n").starts_with("settings-wrong-type postseal.toml:1:10: policy: "));
  CHECK(refusal("policy = [3]\n").starts_with("settings-wrong-type postseal.toml:1:11: policy: "));
}

TEST_CASE("settings: a number out of range is refused", "[settings]") {
  CHECK(refusal(identity("days = 0")) ==
        "settings-bad-value postseal.toml:3:8: days: 0 is out of range");
  CHECK(hint(identity("days = 36501")) == "use 1 to 36500");
  CHECK(refusal(identity("days = 9223372036854775807")) ==
        "settings-bad-value postseal.toml:3:8: days: 9223372036854775807 is out of range");
  CHECK(refusal(identity("renew_before = -1")) ==
        "settings-bad-value postseal.toml:3:16: renew_before: -1 is out of range");
  CHECK(refusal("[dh]\nparams = 511") ==
        "dh-bits-out-of-range postseal.toml:2:10: params: \"511\" is not a number of bits from 512 "
        "to 8192");
}

TEST_CASE("settings: a certificate is not renewed before it begins", "[settings]") {
  CHECK(refusal(identity("days = 30")) ==
        "settings-bad-value postseal.toml:3:8: days: renewed 30 days before its end, a certificate "
        "of 30 days never rests");
  CHECK(refusal(identity("days = 90\nrenew_before = 90")).find(":4:16: renew_before: ") !=
        std::string::npos);
  CHECK(refusal(identity("days = 31")).empty());
  CHECK(refusal(identity("days = 1\nrenew_before = 0")).empty());
}

TEST_CASE("settings: an unknown word is refused, with the choices", "[settings]") {
  CHECK(refusal("[server]\nsecurity_level = \"dane\"") ==
        "settings-bad-value postseal.toml:2:18: security_level: unknown word \"dane\"");
  CHECK(hint("[server]\nsecurity_level = \"dane\"") == "use none, may or encrypt");
  CHECK(refusal("[client]\nsecurity_level = \"dane-only\"").empty());
  CHECK(refusal("[client]\nsecurity_level = \"fingerprint\"") ==
        "settings-bad-value postseal.toml:2:18: security_level: unknown word \"fingerprint\"");
  CHECK(refusal("[server]\nprofile = \"strong\"") ==
        "profile-unknown postseal.toml:2:11: profile: unknown profile \"strong\"");
  CHECK(refusal(identity("source = \"acne\"")) ==
        "settings-bad-value postseal.toml:3:10: source: unknown word \"acne\"");
  CHECK(refusal(identity("keys = [\"ec:p255\"]")) ==
        "key-type-unknown postseal.toml:3:9: keys: unknown key type \"ec:p255\"");
  CHECK(refusal("[dh]\nparams = \"ffdhe\"").starts_with("dh-group-unknown postseal.toml:2:10: "));
}

TEST_CASE("settings: host names are needed, and checked where they stand", "[settings]") {
  CHECK(refusal("\n[[identity]]\nname = \"a\"\n") ==
        "settings-missing-key postseal.toml:2:1: [[identity]] has no hostnames");
  CHECK(refusal("[[identity]]\nhostnames = []\n") ==
        "settings-bad-value postseal.toml:2:13: hostnames: is an empty array");
  CHECK(refusal("[[identity]]\nhostnames = [\"a.example\",\n  \"b_c.example\"]\n") ==
        "name-invalid postseal.toml:3:3: hostnames: \"b_c.example\" has an underscore, which no "
        "host name has");
  std::string many = "[[identity]]\nhostnames = [";
  for (int i = 0; i < 1001; ++i) many += "\"a.example\",";
  CHECK(refusal(many + "]") ==
        "names-too-many postseal.toml:2:13: hostnames: 1001 names; 1000 is the most");
}

TEST_CASE("settings: a column counts characters, not bytes", "[settings]") {
  CHECK(refusal("[[identity]]\nhostnames = [\"bücher.example\", 3]") ==
        "settings-wrong-type postseal.toml:2:32: hostnames: is a whole number, and has to be a "
        "string");
}

TEST_CASE("settings: two keys of one algorithm are refused at the second", "[settings]") {
  CHECK(refusal(identity("keys = [\"rsa:2048\", \"rsa\"]")) ==
        "settings-duplicate postseal.toml:3:21: keys: \"rsa:2048\" and \"rsa:3072\" have one "
        "algorithm");
}

TEST_CASE("settings: two identities cannot share their files", "[settings]") {
  CHECK(refusal(identity("name = \"a\"\n") + identity("name = \"a\"\n")) ==
        "settings-duplicate postseal.toml:6:8: name: \"a\" is the name of another identity, at "
        "postseal.toml:3:8");
  CHECK(refusal("[[identity]]\nhostnames = [\"*.example.org\"]\n" +
                identity("name = \"wildcard.example.org\"")) ==
        "settings-duplicate postseal.toml:5:8: name: \"wildcard.example.org\" is the name of "
        "another identity, at postseal.toml:2:13");
  CHECK(refusal(identity("") + identity("")).find(":4:13: hostnames: ") != std::string::npos);
}

TEST_CASE("settings: an identity's name is a file name", "[settings]") {
  CHECK(refusal(identity("name = \"../a\"")) ==
        "settings-bad-value postseal.toml:3:8: name: \"../a\" cannot be a file name");
  CHECK(refusal(identity("name = \"a b\"")).starts_with("path-unusable postseal.toml:3:8: name: "));
  CHECK(refusal(identity("name = \"\"")) == "settings-bad-value postseal.toml:3:8: name: is empty");
}

TEST_CASE("settings: files belong to the source files only", "[settings]") {
  CHECK(refusal(identity("source = \"files\"\ncert = \"/c\"")) ==
        "settings-missing-key postseal.toml:1:1: [[identity]] has no key");
  CHECK(refusal(identity("chain = \"/c\"")) ==
        "settings-bad-value postseal.toml:3:9: chain: has no meaning with source \"self-signed\"");
  CHECK(refusal(identity("source = \"acme\"\nkey = \"/c\"")) ==
        "settings-bad-value postseal.toml:4:7: key: has no meaning with source \"acme\"");
}

TEST_CASE("settings: paths are absolute, and such as main.cf can hold", "[settings]") {
  CHECK(refusal("[postfix]\ndirectory = \"tls\"") ==
        "path-unusable postseal.toml:2:13: directory: \"tls\" is not an absolute path");
  CHECK(refusal("[postfix]\nconfig_dir = \"/a b\"") ==
        "path-unusable postseal.toml:2:14: config_dir: main.cf cannot hold the path \"/a b\"");
  CHECK(refusal(identity("source = \"files\"\ncert = \"c\"\nkey = \"/k\""))
            .starts_with("path-unusable postseal.toml:4:8: cert: "));
  CHECK(refusal("[client]\nca = \"/a,b\"").starts_with("path-unusable postseal.toml:2:6: ca: "));
}

TEST_CASE("settings: text has no control characters", "[settings]") {
  CHECK(refusal("[modes]\nowner = \"a\\u0000b\"") ==
        "settings-bad-value postseal.toml:2:9: owner: \"a\\x00b\" has control characters or "
        "invisible marks");
  CHECK(refusal("[modes]\ngroup = \"a\\nb\"").starts_with("settings-bad-value "));
  CHECK(refusal("[modes]\ngroup = \"\"") ==
        "settings-bad-value postseal.toml:2:9: group: is empty");
}
