// SPDX-License-Identifier: MIT
#include "core/inline_edit.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "core/policy_entry.hpp"

namespace postseal {
namespace {

const std::string none = "(refused)";

std::string set(const std::string& value, const std::string& key, const std::string& entry,
                std::size_t table = 0) {
  return with_inline_entry("maps = " + value + "\n", "maps", table, parse_policy_entry(key, entry))
      .value_or(none);
}

std::string removed(const std::string& value, const std::string& key, std::size_t table = 0) {
  return without_inline_entry("maps = " + value + "\n", "maps", table, key).value_or(none);
}

}  // namespace

TEST_CASE("inline: an entry is put in place of the one with its key, in any case", "[inline]") {
  CHECK(set("inline:{ {a = may}, {B = encrypt} }", "b", "secure match=x") ==
        "maps = inline:{ {a = may}, {B = secure match=x} }\n");
  CHECK(set("inline:{a=may}", "a", "encrypt") == "maps = inline:{{a = encrypt}}\n");
  // Of two, the last counts.
  CHECK(set("inline:{ {a = may} {a = encrypt} }", "a", "none") ==
        "maps = inline:{ {a = may} {a = none} }\n");
  CHECK(set("proxy:inline:{ {a = may} }", "a", "none") == "maps = proxy:inline:{ {a = none} }\n");
}

TEST_CASE("inline: what says the same stays as it is", "[inline]") {
  CHECK(set("inline:{a=may,{ b   =  secure   match=x } }", "b", "secure match=x") ==
        "maps = inline:{a=may,{ b   =  secure   match=x } }\n");
}

TEST_CASE("inline: a new entry looks like the one before it", "[inline]") {
  CHECK(set("inline:{ {a = may} }", "b", "encrypt") ==
        "maps = inline:{ {a = may} {b = encrypt} }\n");
  CHECK(set("inline:{ {a = may}, {c = none} }", "b", "encrypt") ==
        "maps = inline:{ {a = may}, {c = none}, {b = encrypt} }\n");
  CHECK(set("inline:{{a = may},{c = none}}", "b", "encrypt") ==
        "maps = inline:{{a = may},{c = none}, {b = encrypt}}\n");
  CHECK(set("inline:{\n  # ours\n\t{ a = may }\n # theirs\n  }", "b", "encrypt") ==
        "maps = inline:{\n  # ours\n\t{ a = may }\n\t{b = encrypt}\n # theirs\n  }\n");
  CHECK(set("inline:{ }", "b", "encrypt") == "maps = inline:{ {b = encrypt}  }\n");
  CHECK(set("inline:{}", "b", "encrypt") == "maps = inline:{ {b = encrypt} }\n");
}

TEST_CASE("inline: of several tables the one that is meant", "[inline]") {
  CHECK(set("hash:/x, inline:{ {a = may} } inline:{ {a = none} }", "a", "encrypt", 2) ==
        "maps = hash:/x, inline:{ {a = may} } inline:{ {a = encrypt} }\n");
  CHECK(set("hash:/x, inline:{ {a = may} }", "a", "encrypt", 0) == none);
  CHECK(set("hash:/x, inline:{ {a = may} }", "a", "encrypt", 5) == none);
}

TEST_CASE("inline: removing takes the separators along", "[inline]") {
  CHECK(removed("inline:{ {a = may}, {b = none}, {c = dane} }", "b") ==
        "maps = inline:{ {a = may}, {c = dane} }\n");
  CHECK(removed("inline:{ {a = may}, {b = none} }", "b") == "maps = inline:{ {a = may} }\n");
  CHECK(removed("inline:{ {a = may}, {b = none} }", "A") == "maps = inline:{ {b = none} }\n");
  CHECK(removed("inline:{ {a = may}, {b = none}, {a = dane} }", "a") ==
        "maps = inline:{ {b = none} }\n");
  CHECK(removed("inline:{ {a = may} }", "b") == "maps = inline:{ {a = may} }\n");
}

TEST_CASE("inline: removing keeps the lines and the comments of the others", "[inline]") {
  CHECK(removed("inline:{\n  # ours\n  {a = may},\n  # theirs\n  {b = none}\n  }", "a") ==
        "maps = inline:{\n  # ours\n  # theirs\n  {b = none}\n  }\n");
  CHECK(removed("inline:{\n  {a = may},\n  {b = none} }", "b") ==
        "maps = inline:{\n  {a = may},\n  }\n");
  CHECK(removed("inline:{\r\n  {a = may},\r\n  {b = none} }", "a") ==
        "maps = inline:{\r\n  {b = none} }\n");
}

TEST_CASE("inline: a table goes with its last entry", "[inline]") {
  CHECK(removed("hash:/x, inline:{ {a = may} }, hash:/y", "a", 1) == "maps = hash:/x, hash:/y\n");
  CHECK(removed("hash:/x, inline:{ {a = may} }", "a", 1) == "maps = hash:/x\n");
  CHECK(removed("inline:{ {a = may} {A = none} }", "a") == "maps =\n");
  CHECK(removed("\n  inline:{ {a = may} }\n  hash:/y", "a") == "maps = \n  hash:/y\n");
}

TEST_CASE("inline: only the setting that counts is edited", "[inline]") {
  const std::string text =
      "x = 1\nmaps = inline:{ {a = may} }\nmaps =\n# c\n inline:{ {a = none} }\ny = 2\n";
  CHECK(with_inline_entry(text, "maps", 0, parse_policy_entry("a", "dane")) ==
        "x = 1\nmaps = inline:{ {a = may} }\nmaps =\n# c\n inline:{ {a = dane} }\ny = 2\n");
  CHECK_FALSE(with_inline_entry("x = 1\n", "maps", 0, parse_policy_entry("a", "dane")));
  // No newline at the end.
  CHECK(without_inline_entry("maps = inline:{\n  {b = may}\n  {a = may} }", "maps", 0, "b") ==
        "maps = inline:{\n  {a = may} }");
}

TEST_CASE("inline: what would be read as something else is refused", "[inline]") {
  CHECK(set("inline:{ {a = $level} }", "b", "encrypt") == none);  // as expanded by Postfix
  CHECK(set("inline:{ {a = may} }", "b", "secure match=$x") == none);
  CHECK(set("inline:{ {a = may} }", "b=c", "encrypt") == none);
  CHECK(set("inline:{ {a = may} }", "b}", "encrypt") == none);
  CHECK(set("inline:{ {a = may} }", "b", "secure match=}") == none);
  CHECK(set("inline:{ {a = may} nonsense }", "b", "encrypt") == none);
  CHECK(set("inline:{ {a = may}", "b", "encrypt") == none);
  CHECK(set("inline:a=may", "a", "encrypt") == none);
}

}  // namespace postseal
