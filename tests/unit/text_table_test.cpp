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
