// SPDX-License-Identifier: MIT
#include "core/main_cf.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "core/logical_lines.hpp"

using namespace postseal;

TEST_CASE("main.cf: comments and empty lines may stand inside a value", "[main_cf]") {
  const MainCf file = parse_main_cf("a = 1\n# no\n\n  # no\n  2,\n\n\t3\nb=4\n", "main.cf");

  REQUIRE(file.entries.size() == 2);
  CHECK(file.find("a")->value == "1  2,\t3");
  CHECK(file.find("a")->line == 1);
  CHECK(file.find("a")->last_line == 7);
  CHECK(file.find("b")->value == "4");
  CHECK(file.findings.empty());
}

TEST_CASE("main.cf: CRLF and a missing final newline change nothing", "[main_cf]") {
  const MainCf file = parse_main_cf("a = 1\r\n\r\n# no\r\nb = 2\r\n c\r\nd = ", "main.cf");

  CHECK(file.find("a")->value == "1");
  CHECK(list_elements(file.find("b")->value) == std::vector<std::string>{"2", "c"});
  CHECK(file.find("d")->value.empty());
  CHECK(file.findings.empty());
}

TEST_CASE("main.cf: of several settings the last one counts, and it is said", "[main_cf]") {
  const MainCf file = parse_main_cf("a = 1\nb = 2\na = 3\nb = 2\n", "/p/main.cf");

  CHECK(file.find("a")->value == "3");
  CHECK(file.find("a")->line == 3);
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].id == "config-overridden");
  CHECK(file.findings[0].subject == "/p/main.cf");
  CHECK(file.findings[0].line == 3);
}

TEST_CASE("main.cf: a line that is no setting is what Postfix dies of", "[main_cf]") {
  for (const char* text : {"smtpd_tls_security_level\n", "= x\n", "two words = x\n"}) {
    INFO(text);
    const MainCf file = parse_main_cf(text, "main.cf");
    REQUIRE(file.findings.size() == 1);
    CHECK(file.findings[0].id == "config-malformed");
    CHECK_THROWS_WITH(require_sound(file.findings), Catch::Contains("main.cf:1: missing"));
  }
}

TEST_CASE("main.cf: a first line that starts with a blank is skipped with a warning", "[main_cf]") {
  const MainCf file = parse_main_cf("  a = 1\nb = 2\n", "main.cf");

  CHECK(file.find("a") == nullptr);
  CHECK(file.find("b") != nullptr);
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].id == "config-stray-line");
  CHECK_NOTHROW(require_sound(file.findings));
}

TEST_CASE("main.cf: what follows a NUL does not count", "[main_cf]") {
  const MainCf file = parse_main_cf(std::string_view("a = 1\0 2\nb = 3\n", 15), "main.cf");

  CHECK(file.find("a")->value == "1");
  CHECK(file.find("b")->value == "3");
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].id == "config-nul");
}

TEST_CASE("main.cf: a value may hold any number of equals signs", "[main_cf]") {
  const MainCf file = parse_main_cf("a=b=c\np = >=TLSv1.2\n", "main.cf");

  CHECK(file.find("a")->value == "b=c");
  CHECK(file.find("p")->value == ">=TLSv1.2");
}

TEST_CASE("main.cf: a large file of comments is read in passing", "[main_cf]") {
  std::string text;
  while (text.size() < 10 * 1024 * 1024) text += "# nothing to see here, nothing at all\n";
  CHECK(parse_main_cf(text + "a = 1", "main.cf").find("a")->value == "1");
}
