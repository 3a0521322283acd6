// SPDX-License-Identifier: MIT
#include "core/text_table.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

std::optional<RepeatedKey> repeated_in(std::string_view text) {
  return repeated_key(pieces_of(text), KeyCase::unicode);
}

}  // namespace

TEST_CASE("text tables: the first key that is there twice, in any case", "[text-table]") {
  CHECK_FALSE(repeated_in("").has_value());
  CHECK_FALSE(repeated_in("a x\nb x\n# a x\na\n").has_value());
  const auto twice = repeated_in("a x\nB y\n  z\nb\n  x\na x\n");
  REQUIRE(twice.has_value());
  CHECK(twice->key == "b");
  CHECK(twice->line == 4);
}

TEST_CASE("text tables: many keys that differ are no repetition", "[text-table]") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "d" + std::to_string(i) + ".example may\n";
  CHECK_FALSE(repeated_in(text).has_value());
  const auto twice = repeated_in(text + "x may\nD77.example may\nd78.example may\n");
  REQUIRE(twice.has_value());
  CHECK(twice->line == 20002);
}

TEST_CASE("text tables: a source says the same however it is cut", "[text-table]") {
  const std::string text =
      " stray\n# c\na x\r\n\n  y\n# c\n z\nb\nc w # v\n\"d e\" f\n\"g h\n\xc3\xbc k\n\xe4 "
      "l\nm\n\tn";
  const auto lines_of = [&](std::size_t size) {
    std::string all;
    const Pieces pieces = [&](const auto& take) {
      for (std::size_t at = 0; at < text.size(); at += size)
        take(std::string_view(text).substr(at, size));
    };
    const auto stray = for_each_line(pieces, KeyCase::unicode, [&](const TableLine& line) {
      if (line.use != LineUse::entry) return;
      all += std::to_string(line.line) + " " + std::string(line.key) + "=" +
             std::string(line.value) + "\n";
    });
    return all + std::to_string(stray.size());
  };
  CHECK(lines_of(1000) == "3 a=x\r  y z\n9 c=w # v\n10 \"d e\"=f\n12 \xc3\xbc=k\n14 m=n\n1");
  for (std::size_t size = 1; size < 40; ++size) CHECK(lines_of(size) == lines_of(1000));
}

TEST_CASE("text tables: no letter but ASCII ones is folded without smtputf8_enable",
          "[text-table]") {
  CHECK(repeated_in("\xc3\x9c x\n\xc3\xbc y\n").has_value());
  CHECK_FALSE(repeated_key(pieces_of("\xc3\x9c x\n\xc3\xbc y\n"), KeyCase::ascii).has_value());
}
