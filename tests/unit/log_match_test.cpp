// SPDX-License-Identifier: MIT
#include "core/log_match.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

using Values = std::vector<Captured>;

}  // namespace

TEST_CASE("patterns: holes take what stands there", "[log]") {
  CHECK(captured_by("error opening chain file: {file}: {why}",
                    "error opening chain file: /a b.pem: No such file or directory") ==
        Values{{"file", "/a b.pem"}, {"why", "No such file or directory"}});
  CHECK(captured_by("disabling TLS support", "disabling TLS support") == Values{});
  CHECK(captured_by("list {list}: end", "list : end") == Values{{"list", ""}});
  CHECK(captured_by("\"{a}\" = \"{b}\"", "\"x\" = \"y\"") == Values{{"a", "x"}, {"b", "y"}});
}

TEST_CASE("patterns: a text must fit from end to end", "[log]") {
  CHECK_FALSE(captured_by("No PEM data in {file}", "warning: No PEM data in /x"));
  CHECK_FALSE(captured_by("cannot get it", "cannot get it now"));
  CHECK_FALSE(captured_by("{a}: aborting", "x: aborting now"));
  CHECK(captured_by("{a}: aborting", "x: aborting: aborting") == Values{{"a", "x: aborting"}});
  CHECK_FALSE(captured_by("abc{x}bcd", "abcd"));
}

TEST_CASE("patterns: in the middle of a text", "[log]") {
  CHECK(captured_by("No PEM data in {file}", ">> No PEM data in /x", Where::anywhere) ==
        Values{{"file", "/x"}});
  CHECK(captured_by("level {level} is", "the level x is bad", Where::anywhere) ==
        Values{{"level", "x"}});
  CHECK_FALSE(captured_by("No PEM data in {file}", "No PEM", Where::anywhere));
}

TEST_CASE("patterns: some holes take numbers only", "[log]") {
  CHECK(captured_by("error: {n#}", "error: -1") == Values{{"n", "-1"}});
  CHECK_FALSE(captured_by("error: {n#}", "error: lost connection"));
  CHECK_FALSE(captured_by("error: {n#}", "error: -"));
  CHECK(weight_of("error: {n#}") > weight_of("error: {why}"));
}

TEST_CASE("patterns: long text takes no longer than its length", "[log]") {
  const std::string text = "a" + std::string(200000, ':') + "b";
  CHECK_FALSE(captured_by("{a}: {b}: {c}: {d}: {e}!", text));
  CHECK_FALSE(captured_by("{a}:{b}:{c}:{d}:{e}:!", text));
  CHECK(captured_by("{a}:{b}:{c}", text).has_value());
}

TEST_CASE("patterns: values are quoted and escaped in a text", "[log]") {
  const Values values{{"file", "/x\x1b[1m.pem"}, {"long", std::string_view("/plain-1.pem")}};
  CHECK(filled("the file {file} is bad", values) == "the file \"/x\\x1B[1m.pem\" is bad");
  CHECK(filled("{unknown}", values) == "\"\"");
  const std::string much(1000, 'x');
  CHECK(filled("{a}", {{"a", much}}).size() < 320);
}

TEST_CASE("patterns: in a command only plain words are filled in", "[log]") {
  CHECK(filled("cat {file!}", {{"file", "/etc/postfix/mx.pem"}}) == "cat /etc/postfix/mx.pem");
  for (const char* const odd : {"/x; reboot", "$(reboot)", "`id`", "a b", "-rf", "", "a\nb", "é"})
    CHECK(filled("cat {file!}", {{"file", odd}}) == "cat FILE");
}
