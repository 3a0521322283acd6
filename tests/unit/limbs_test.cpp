// SPDX-License-Identifier: MIT
#include "crypto/limbs.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

constexpr std::uint64_t all_ones = ~std::uint64_t{0};
constexpr std::uint64_t top_bit = std::uint64_t{1} << 63;

}  // namespace

TEST_CASE("limbs: a sum carries as far as it must", "[crypto]") {
  CHECK(plus({1, 2}, 3) == Limbs{4, 2});
  CHECK(plus({all_ones, 2}, 1) == Limbs{0, 3});
  CHECK(plus({all_ones, all_ones}, all_ones) == Limbs{all_ones - 1, 0, 1});
  CHECK(plus({5}, 0) == Limbs{5});
}

TEST_CASE("limbs: halves lose their last bit, doubles may grow by a limb", "[crypto]") {
  CHECK(half_of({3, 1}) == Limbs{top_bit | 1, 0});
  CHECK(half_of({all_ones, all_ones}) == Limbs{all_ones, all_ones >> 1});
  CHECK(twice_plus_one({3, 1}) == Limbs{7, 2});
  CHECK(twice_plus_one({top_bit}) == Limbs{1, 1});
  CHECK(twice_plus_one({top_bit, 1}) == Limbs{1, 3});
}

TEST_CASE("limbs: their bits are counted from the top one that is set", "[crypto]") {
  CHECK(bit_length(Limbs{}) == 0);
  CHECK(bit_length(Limbs{0, 0}) == 0);
  CHECK(bit_length(Limbs{1}) == 1);
  CHECK(bit_length(Limbs{0, 1}) == 65);
  CHECK(bit_length(Limbs{0, all_ones, 0}) == 128);
}
