// SPDX-License-Identifier: MIT
#include "core/policy_table.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"

using namespace postseal;
using namespace std::string_literals;

namespace {

PolicyEntry entry(const std::string& key, const std::string& value) {
  return parse_policy_entry(key, value);
}

std::string rewritten(const std::string& value) { return value_text(entry("k", value)); }

bool is_same(const std::string& a, const std::string& b) {
  return says_the_same(entry("k", a), entry("k", b));
}

}  // namespace

TEST_CASE("policy entry: blanks and commas separate words", "[policy]") {
  const PolicyEntry read = entry("h", "Secure  Match=a:.B,\tciphers=high protocols=>=TLSv1.2");

  CHECK(read.level == "secure");
  CHECK(read.attributes ==
        std::vector<PolicyAttribute>{
            {"match", "a"}, {"match", ".B"}, {"ciphers", "high"}, {"protocols", ">=TLSv1.2"}});
  CHECK(value_text(read) == "secure match=a:.B ciphers=high protocols=>=TLSv1.2");
}

TEST_CASE("policy entry: fingerprints are joined by bars, names by colons", "[policy]") {
  CHECK(rewritten("fingerprint match=AA:BB match=CC:DD") == "fingerprint match=AA:BB|CC:DD");
  CHECK(rewritten("secure match=a match=.b") == "secure match=a:.b");
  CHECK(entry("h", "fingerprint match=AA:BB|CC:DD").attributes.size() == 2);
}

TEST_CASE("policy entry: what is equal is so by meaning", "[policy]") {
  CHECK(is_same("secure match=a:b ciphers=high", "SECURE match=a,ciphers=high MATCH=b"));
  CHECK(is_same("secure match=a::b:", "secure match=a:b"));
  CHECK_FALSE(is_same("secure match=a:b", "secure match=b:a"));
  CHECK_FALSE(is_same("may ciphers=high exclude=x", "may exclude=x ciphers=high"));
  CHECK_FALSE(is_same("may protocols=", "may"));
  CHECK_FALSE(is_same("may", "encrypt"));
  CHECK(is_same("may { ciphers = high }", "may ciphers=high"));
}

TEST_CASE("policy entry: mistakes in it are kept as they are", "[policy]") {
  CHECK(rewritten("secure exclude=RC4, aNULL") == "secure exclude=RC4 aNULL");
  CHECK(rewritten("secure match=") == "secure match=");
  CHECK(rewritten("secure match") == "secure match");
  CHECK(rewritten("secure {") == "secure {");
  CHECK(rewritten("wrong a=b=c") == "wrong a=b=c");
  CHECK(rewritten("").empty());
}

TEST_CASE("policy entry: a value with blanks stands in braces", "[policy]") {
  const PolicyEntry read = entry("h", "secure {policy_string = a: {b} c} match=x");

  CHECK(read.attributes.at(0) == PolicyAttribute{"policy_string", "a: {b} c"});
  CHECK(value_text(read) == "secure { policy_string = a: {b} c } match=x");
  CHECK(entry("h", value_text(read)) == read);
}

TEST_CASE("policy table: entries have their lines, comments none", "[policy]") {
  const PolicyTable table = parse_policy_table(
      "# c\nExample.net secure match=a\n  # inside\n   ciphers=high\n[h]:587\tencrypt\n");

  REQUIRE(table.lines.size() == 2);
  CHECK(table.lines[0].entry == entry("Example.net", "secure match=a ciphers=high"));
  CHECK(table.lines[0].line == 2);
  CHECK(table.lines[0].last_line == 4);
  CHECK(table.lines[1].entry.key == "[h]:587");
}

TEST_CASE("policy table: a key is found in any case, the first of several", "[policy]") {
  const PolicyTable table = parse_policy_table("A.example may\na.EXAMPLE none\n");

  REQUIRE(table.find("a.example") != nullptr);
  CHECK(table.find("a.example")->line == 1);
  CHECK(table.find("b.example") == nullptr);
}

TEST_CASE("policy table: what postmap skips is no entry", "[policy]") {
  const PolicyTable table = parse_policy_table("  stray may\nalone\n\"a b\" may\n\nx may\0 y\n"s);

  CHECK(table.stray == std::vector{1});
  CHECK(table.without_value == std::vector{2});
  REQUIRE(table.lines.size() == 2);
  CHECK(table.lines[0].entry.key == "\"a b\"");
  CHECK(value_text(table.lines[1].entry) == "may");
}

TEST_CASE("policy table: a new entry goes to the end", "[policy]") {
  CHECK(with_entry("", entry("h", "may")) == "h may\n");
  CHECK(with_entry("# c\n", entry("h", "may")) == "# c\nh may\n");
  CHECK(with_entry("a may", entry("h", "encrypt")) == "a may\nh encrypt\n");
  CHECK(with_entry("example.net     may\n", entry("h", "may")) ==
        "example.net     may\nh               may\n");
  CHECK(with_entry("a may\n", entry("example.net", "may")) == "a may\nexample.net may\n");
  CHECK(with_entry("a\t\tmay\n", entry("h", "may")) == "a\t\tmay\nh\tmay\n");
  CHECK(with_entry("a may\r\n", entry("h", "may")) == "a may\r\nh may\r\n");
}

TEST_CASE("policy table: a replaced entry keeps key, column and comments", "[policy]") {
  const std::string before =
      "# one\nExample.NET    secure match=a\n# two\n   ciphers=high\n\nx may\n";

  CHECK(with_entry(before, entry("example.net", "encrypt")) ==
        "# one\nExample.NET    encrypt\n# two\n\nx may\n");
}

TEST_CASE("policy table: a value may begin on the line after its key", "[policy]") {
  CHECK(with_entry("h\n  may\nx may\n", entry("h", "none")) == "h  none\nx may\n");
  CHECK(with_entry("h\t may", entry("h", "none")) == "h\t none\n");
  CHECK(with_entry("h may\r\nx may\r\n", entry("h", "none")) == "h none\r\nx may\r\n");
}

TEST_CASE("policy table: a key without a value stays, and the entry is added", "[policy]") {
  CHECK(with_entry("h\n", entry("h", "may")) == "h\nh may\n");
}

TEST_CASE("policy table: what says the same already stays byte for byte", "[policy]") {
  for (const std::string& text :
       {"# c\nH   Secure,match=a:b\n"s, "h secure match=a\n match=b"s, "h secure match=a:b\r\n"s}) {
    INFO(text);
    CHECK(with_entry(text, entry("h", "secure match=a:b")) == text);
  }
}

TEST_CASE("policy table: twice is the same as once", "[policy]") {
  for (const std::string& text : {""s, "h may\nh none\n"s, " stray\nh\n x"s, "#\n\nh\n"s}) {
    const std::string once = with_entry(text, entry("h", "secure match=a:.b"));
    INFO(once);
    CHECK(with_entry(once, entry("H", "secure match=a match=.b")) == once);
    CHECK(parse_policy_table(once).find("h")->entry.level == "secure");
  }
}

TEST_CASE("policy table: an entry is removed with all its repetitions", "[policy]") {
  CHECK(without_entry("# c\na may\nh may\n# d\n ciphers=high\nb may\nH none", "h") ==
        "# c\na may\n# d\nb may\n");
  CHECK(without_entry("h may", "h").empty());
  CHECK(without_entry("a may", "h") == "a may");
  CHECK(without_entry("h\n# h may\n[h] may\n", "h") == "h\n# h may\n[h] may\n");
}

TEST_CASE("policy table: no table can hold a key with blanks or a newline", "[policy]") {
  for (const PolicyEntry& bad :
       {entry("a b", "may"), entry("", "may"), entry("#a", "may"), entry("a\nb", "may"),
        entry("a", ""), PolicyEntry{.key = "a", .level = "may\nb none"}}) {
    try {
      (void)with_entry("", bad);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.problem().id == "policy-entry-invalid");
    }
  }
}

TEST_CASE("policy table: large tables are edited in passing", "[policy]") {
  std::string text;
  while (text.size() < 1024 * 1024) text += "h may match=a:b:c\n";
  CHECK(without_entry(text, "h").empty());
  CHECK(with_entry(text, entry("x", "may")) == text + "x may\n");
  std::string line = "h may match=a";
  while (line.size() < 1024 * 1024) line += " x= match=b:c";
  CHECK(with_entry(line, entry("h", "may")) == "h may\n");
}
