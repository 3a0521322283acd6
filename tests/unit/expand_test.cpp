// SPDX-License-Identifier: MIT
#include "core/expand.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "core/compatibility_level.hpp"
#include "core/error.hpp"

using namespace postseal;

namespace {

std::string expanded(std::string_view text,
                     std::map<std::string, std::string, std::less<>> values) {
  return expand(text, [&](std::string_view name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  });
}

std::string failure_of(std::string_view text,
                       std::map<std::string, std::string, std::less<>> values = {}) {
  try {
    return "expanded to " + expanded(text, std::move(values));
  } catch (const Error& error) {
    return error.problem().id;
  }
}

}  // namespace

TEST_CASE("expand: names are replaced in each of their spellings", "[main_cf]") {
  CHECK(expanded("$a/x", {{"a", "1"}}) == "1/x");
  CHECK(expanded("${a}b", {{"a", "1"}}) == "1b");
  CHECK(expanded("$(a)b", {{"a", "1"}}) == "1b");
  CHECK(expanded("a$$b", {}) == "a$b");
  CHECK(expanded("[$none]", {}) == "[]");
  CHECK(expanded("$a", {{"a", "$b"}, {"b", "$c"}, {"c", "x"}}) == "x");
}

TEST_CASE("expand: a condition looks whether the value is empty", "[main_cf]") {
  CHECK(expanded("${a?yes}${a:no}", {{"a", "1"}}) == "yes");
  CHECK(expanded("${a?yes}${a:no}", {{"a", ""}}) == "no");
  CHECK(expanded("${a?yes}${a:no}", {}) == "no");
  CHECK(expanded("${stress?{10}:{300}}s", {}) == "300s");
  CHECK(expanded("${stress?{10}:{300}}s", {{"stress", "yes"}}) == "10s");
  CHECK(expanded("${ a ? {b} : {c} }", {{"a", "1"}}) == "b");
  CHECK(expanded("${a?{$b}:{$c}}", {{"a", "1"}, {"b", "${c}"}, {"c", "z"}}) == "z");
}

TEST_CASE("expand: text without braces after the operator is taken as it is", "[main_cf]") {
  CHECK(expanded("${a?b:c}", {{"a", "1"}}) == "b:c");
  CHECK(expanded("${a??foo:{b}ar}", {{"a", "1"}}) == "?foo:{b}ar");
}

TEST_CASE("expand: nothing at all is a name that is never defined", "[main_cf]") {
  CHECK(expanded("[${ }]", {}) == "[]");
  CHECK(expanded("[${:a}]", {}) == "[a]");
  CHECK(expanded("[${ ?a}]", {}) == "[]");
}

TEST_CASE("expand: relations compare numbers as numbers and text as text", "[main_cf]") {
  CHECK(expanded("${{$a} == {1} ? {yes} : {no}}", {{"a", "01"}}) == "yes");
  CHECK(expanded("${{10}>{9}?{yes}:{no}}", {}) == "yes");
  CHECK(expanded("${{b}>={a}?{yes}:{no}}", {}) == "yes");
  CHECK(expanded("${{b}!={a}}", {}) == "true");
  CHECK(expanded("${{9223372036854775807}<{0000000000000000000009}?{yes}:{no}}", {}) == "no");
  CHECK(failure_of("${{9223372036854775808}<{9}}") == "expression-malformed");
  CHECK(expanded("${{9223372036854775808x}<{9}}", {}) == "");
}

TEST_CASE("expand: compatibility levels compare by their numbers", "[main_cf]") {
  const std::string text = "${{$compatibility_level} <level {3.6} ? {md5} : {sha256}}";
  CHECK(expanded(text, {{"compatibility_level", "2"}}) == "md5");
  CHECK(expanded(text, {{"compatibility_level", "3.6"}}) == "sha256");
  CHECK(expanded(text, {{"compatibility_level", "3.10"}}) == "sha256");
  CHECK(failure_of(text, {{"compatibility_level", "x"}}) == "compatibility-level-malformed");
  CHECK(failure_of(text) == "compatibility-level-malformed");
}

TEST_CASE("expand: a parameter that refers to itself is an error and not a hang", "[main_cf]") {
  CHECK(failure_of("$a", {{"a", "$a"}}) == "expression-nesting");
  CHECK(failure_of("$a", {{"a", "$b"}, {"b", "${a}x"}}) == "expression-nesting");
  CHECK(failure_of("$a", {{"a", "x${a?{$a}}"}}) == "expression-nesting");
}

TEST_CASE("expand: relations inside relations end at ten", "[main_cf]") {
  std::string text = "a";
  for (int i = 0; i < 10; ++i) text = "${{" + text + "} == {a} ? {a}}";
  CHECK(expanded(text, {}) == "a");
  CHECK(failure_of("${{" + text + "} == {a} ? {a}}") == "expression-nesting");
}

TEST_CASE("expand: a hundred names may stand for each other, as in Postfix", "[main_cf]") {
  std::map<std::string, std::string, std::less<>> values{{"a100", "x"}};
  for (int i = 0; i < 100; ++i) values["a" + std::to_string(i)] = "$a" + std::to_string(i + 1);
  CHECK(expanded("$a1", values) == "x");
  CHECK(failure_of("$a0", values) == "expression-nesting");
  values["a100"] = "";
  CHECK(expanded("$a0", values) == "");
}

TEST_CASE("expand: values that double each other do not grow without end", "[main_cf]") {
  std::map<std::string, std::string, std::less<>> values{{"a0", "x"}, {"e0", ""}};
  for (int i = 1; i < 90; ++i) {
    values["a" + std::to_string(i)] = "$a" + std::to_string(i - 1) + "$a" + std::to_string(i - 1);
    values["e" + std::to_string(i)] = "$e" + std::to_string(i - 1) + "$e" + std::to_string(i - 1);
  }
  CHECK(expanded("$a9", values).size() == 512);
  CHECK(failure_of("$a89", values) == "expression-nesting");
  CHECK(failure_of("$e89", values) == "expression-nesting");
}

TEST_CASE("expand: what Postfix refuses is refused", "[main_cf]") {
  for (const char* text : {"$", "${}", "${a", "$(a", "$-", "${a-b}", "${a?{b}c}", "${{a}=={b}x}",
                           "${{a}~{b}?{c}}", "${{a}==b}", "${{a}<other{b}}", "${a{b}}"}) {
    INFO(text);
    CHECK(failure_of(text) == "expression-malformed");
  }
}

TEST_CASE("expand: deep nesting is an error and not the end of the stack", "[main_cf]") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "${a:";
  for (int i = 0; i < 100'000; ++i) text += "}";
  CHECK(failure_of(text) == "expression-nesting");
}

TEST_CASE("compatibility level: one to three numbers", "[main_cf]") {
  CHECK(parse_compatibility_level("2") == CompatibilityLevel{2, 0, 0});
  CHECK(parse_compatibility_level("3.6") < parse_compatibility_level("3.10"));
  CHECK(parse_compatibility_level("3.6.1") > parse_compatibility_level("3.6"));
  CHECK(parse_compatibility_level(" 2") == CompatibilityLevel{2, 0, 0});
  CHECK(parse_compatibility_level("+3. 06.1023") == CompatibilityLevel{3, 6, 1023});
  CHECK(parse_compatibility_level("8796093022207").major == 8796093022207);
  for (const char* text : {"", "-1", "3.", "3.x", "3.6.1.2", "2 ", "3.-6", "+-2", "3.1024",
                           "8796093022208", "99999999999999999999"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_compatibility_level(text), Error);
  }
}
