// SPDX-License-Identifier: MIT
#include "core/text_table.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

TEST_CASE("text tables: the first key that is there twice, in any case", "[text-table]") {
  CHECK_FALSE(repeated_key("").has_value());
  CHECK_FALSE(repeated_key("a x\nb x\n# a x\na\n").has_value());
  const auto twice = repeated_key("a x\nB y\n  z\nb\n  x\na x\n");
  REQUIRE(twice.has_value());
  CHECK(twice->key == "b");
  CHECK(twice->line == 4);
}
