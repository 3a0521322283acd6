// SPDX-License-Identifier: MIT
#include "core/case_folding.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

TEST_CASE("keys: letters are folded as Unicode does, or ASCII ones alone", "[text-table]") {
  CHECK(folded_key("MÜNCHEN.Example", KeyCase::unicode) == "münchen.example");
  CHECK(folded_key("MÜNCHEN.Example", KeyCase::ascii) == "mÜnchen.example");
  CHECK(folded_key("straße", KeyCase::unicode) == "strasse");
  CHECK(folded_key("ΣΊΣΥΦΟΣ", KeyCase::unicode) == folded_key("σίσυφος", KeyCase::unicode));
  CHECK(folded_key("İ", KeyCase::unicode) == "i̇");
  CHECK(folded_key("ﬃ", KeyCase::unicode) == "ffi");
  CHECK(folded_key("𐐀", KeyCase::unicode) == "𐐨");
  CHECK(folded_key("東京", KeyCase::unicode) == "東京");
  CHECK(folded_key("A\xe4", KeyCase::unicode) == "a\xe4");
}

TEST_CASE("keys: those that are the same have one hash", "[text-table]") {
  CHECK(hash_of_key("MX.example", KeyCase::ascii) == hash_of_key("mx.Example", KeyCase::ascii));
  CHECK(hash_of_key("STRASSE", KeyCase::unicode) == hash_of_key("straße", KeyCase::unicode));
  CHECK(hash_of_key("Ü", KeyCase::ascii) != hash_of_key("ü", KeyCase::ascii));
  CHECK(hash_of_key("a", KeyCase::ascii) != hash_of_key("b", KeyCase::ascii));
}
