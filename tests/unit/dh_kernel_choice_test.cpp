// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "crypto/dh_kernel.hpp"

using namespace postseal;

namespace {

using Numbers = std::vector<std::uint64_t>;

constexpr std::uint64_t all_ones = ~std::uint64_t{0};

// 2^521 - 1 is prime, so 2^521 = 1, 2^520 = (2^521 + 1) / 2, and a square root of 1 is 1 or -1.
Numbers mersenne_521() {
  Numbers number(9, all_ones);
  number[8] = 0x1ff;
  return number;
}

}  // namespace

TEST_CASE("dh kernels: the portable one is there and comes last", "[crypto][dh]") {
  REQUIRE_FALSE(all_dh_kernels().empty());
  CHECK(all_dh_kernels().back().name == "openssl");
  CHECK(all_dh_kernels().back().usable());
  CHECK(chosen_dh_kernel("openssl").name == "openssl");
  CHECK(chosen_dh_kernel("").usable());
}

TEST_CASE("dh kernels: a name that nobody knows is an error", "[crypto][dh]") {
  try {
    (void)chosen_dh_kernel("mmx\x1b");
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(error.problem().id == "dh-kernel");
    CHECK(error.fault() == Fault::usage);
    CHECK(error.problem().message.find('\x1b') == std::string::npos);
    CHECK(error.problem().hint.find("openssl") != std::string::npos);
  }
}

TEST_CASE("dh kernels: each tells 1, -1 and the rest apart, in the order of the jobs",
          "[crypto][dh]") {
  const Numbers prime = mersenne_521();
  Numbers half = prime;  // (p - 1) / 2 = 2^520 - 1
  half[8] = 0xff;
  const Numbers three{3, 0, 0, 0, 0, 0, 0, 0, 0};
  const Numbers seven{7, 0, 0, 0, 0, 0, 0, 0, 0};
  const Numbers order{521};
  const Numbers less{520};
  const Numbers none{0};
  Numbers last = prime;  // p - 1
  last[0] -= 1;
  const Numbers odd{1};
  const std::vector<PowerJob> jobs{
      {.modulus = prime, .exponent = order},
      {.modulus = prime, .exponent = less},
      {.modulus = prime, .exponent = half, .base = three},  // not a square: p = 7 mod 12
      {.modulus = prime, .exponent = half},                 // a square: p = 7 mod 8
      {.modulus = prime, .exponent = odd, .base = last},
      {.modulus = prime, .exponent = none, .base = seven},
      {.modulus = prime, .exponent = last, .base = seven},
  };
  const std::vector<Residue> expected{Residue::one, Residue::other,     Residue::minus_one,
                                      Residue::one, Residue::minus_one, Residue::one,
                                      Residue::one};
  for (const DhKernel& kernel : all_dh_kernels()) {
    if (!kernel.usable()) continue;
    INFO(kernel.name);
    CHECK(kernel.powers(jobs) == expected);
    CHECK(kernel.powers({}).empty());
  }
}
