// SPDX-License-Identifier: MIT
#include "crypto/dh_sieve.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "crypto/small_primes.hpp"

using namespace postseal;

namespace {

std::uint64_t remainder(const Limbs& number, std::uint64_t divisor) {
  std::uint64_t rest = 0;
  for (std::size_t i = number.size(); i-- > 0;)
    for (const int shift : {32, 0})
      rest = (rest << 32 | (number[i] >> shift & 0xffffffff)) % divisor;
  return rest;
}

// A number of so many limbs that is 11 modulo 12.
Limbs some_start(std::size_t limbs, unsigned seed) {
  std::mt19937_64 random(seed);
  Limbs number(limbs);
  for (std::uint64_t& limb : number) limb = random();
  number.back() |= 1;
  number.front() &= ~std::uint64_t{15};
  return plus(number, 11 + 12 - remainder(number, 12));
}

std::vector<std::uint32_t> sieved(const DhWindow& window) {
  DhSieve sieve(window);
  while (sieve.strike_block()) continue;
  return sieve.survivors();
}

// By division of each candidate.
std::vector<std::uint32_t> divided(const DhWindow& window, const SmallPrimes& primes) {
  std::vector<std::uint32_t> left;
  for (std::uint32_t k = 0; k < window.steps; ++k) {
    const Limbs q = plus(window.start, 12 * k);
    const Limbs p = twice_plus_one(q);
    bool has_factor = false;
    for (const std::uint32_t prime : primes) {
      has_factor = remainder(q, prime) == 0 || remainder(p, prime) == 0;
      if (has_factor) break;
    }
    if (!has_factor) left.push_back(k);
  }
  return left;
}

}  // namespace

TEST_CASE("dh sieve: what it leaves is what division leaves", "[crypto][dh]") {
  unsigned seed = 1;
  for (const std::uint32_t bound : {4U, 5U, 7U, 100U, 4096U, 4099U, 70000U})
    for (const std::size_t limbs : {2U, 8U, 9U, 17U}) {
      const DhWindow window{.start = some_start(limbs, ++seed), .steps = 1000, .bound = bound};
      INFO("bound " << bound << ", limbs " << limbs);
      CHECK(remainder(window.start, 12) == 11);
      CHECK(sieved(window) == divided(window, odd_primes_to(bound)));
    }
}

TEST_CASE("dh sieve: a prime of any size is found where it divides", "[crypto][dh]") {
  SmallPrimes primes = odd_primes_to(1000);
  primes.erase(primes.begin());
  const SmallPrimes base = odd_primes_to(65536);
  for (const std::uint64_t first : {1U << 16, 1U << 20, 1U << 31, 4294966000U})
    for (const std::uint32_t prime : primes_between(first, first + 1296, base))
      primes.push_back(prime);
  CHECK(primes.back() == 4294967291);
  for (const std::size_t limbs : {1U, 2U, 3U, 8U, 16U, 33U, 64U, 127U, 128U}) {
    const Limbs start = some_start(limbs, 99);
    const std::vector<DhHits> hits = dh_hits(start, primes);
    REQUIRE(hits.size() == primes.size());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < primes.size(); ++i) {
      if (hits[i].q >= primes[i] || hits[i].p >= primes[i]) ++wrong;
      const std::uint64_t stride = 12;
      if (remainder(plus(start, stride * hits[i].q), primes[i]) != 0) ++wrong;
      if (remainder(twice_plus_one(plus(start, stride * hits[i].p)), primes[i]) != 0) ++wrong;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("dh sieve: blocks beyond the first strike too, in any order", "[crypto][dh]") {
  const DhWindow window{.start = some_start(4, 7), .steps = 300, .bound = 2000000};
  CHECK(sieved(window) == divided(window, odd_primes_to(2000000)));
}

TEST_CASE("dh sieve: a long window is struck in stretches that meet", "[crypto][dh]") {
  const DhWindow window{.start = some_start(2, 8), .steps = 270000, .bound = 4096};
  CHECK(sieved(window) == divided(window, odd_primes_to(4096)));
}

TEST_CASE("small primes: as many as there are, block by block or at once", "[crypto]") {
  CHECK(odd_primes_to(2).empty());
  CHECK(odd_primes_to(3) == SmallPrimes{3});
  CHECK(odd_primes_to(30) == SmallPrimes{3, 5, 7, 11, 13, 17, 19, 23, 29});
  CHECK(odd_primes_to(1000000).size() == 78498 - 1);
  const SmallPrimes base = odd_primes_to(1000);
  SmallPrimes together;
  for (std::uint64_t first = 3; first < 1000000; first += 7777)
    for (const std::uint32_t prime :
         primes_between(first, std::min<std::uint64_t>(first + 7777, 1000000), base))
      together.push_back(prime);
  CHECK(together == odd_primes_to(1000000));
  CHECK(primes_between(4294967280, 4294967296, odd_primes_to(65536)) == SmallPrimes{4294967291});
}
