// SPDX-License-Identifier: MIT
#include "crypto/small_primes.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace postseal {
namespace {

constexpr std::size_t word_bits = 64;

// A bit for each odd number from `first` on, an odd one; set: composite.
struct Odds {
  std::uint64_t first = 0;
  std::size_t size = 0;
  std::vector<std::uint64_t> words = std::vector<std::uint64_t>((size + word_bits - 1) / word_bits);

  void strike(std::uint64_t prime) {
    // Smaller multiples have a smaller factor.
    std::uint64_t multiple = std::max(prime * prime, (first + prime - 1) / prime * prime);
    if (multiple % 2 == 0) multiple += prime;
    for (std::uint64_t i = (multiple - first) / 2; i < size; i += prime)
      words[i / word_bits] |= std::uint64_t{1} << (i % word_bits);
  }

  [[nodiscard]] SmallPrimes left() const {
    SmallPrimes primes;
    primes.reserve(size / 4);
    for (std::size_t word = 0; word < words.size(); ++word)
      for (std::uint64_t bits = ~words[word]; bits != 0; bits &= bits - 1) {
        const std::size_t i = word * word_bits + static_cast<std::size_t>(std::countr_zero(bits));
        if (i < size) primes.push_back(static_cast<std::uint32_t>(first + 2 * i));
      }
    return primes;
  }
};

}  // namespace

SmallPrimes odd_primes_to(std::uint32_t limit) {
  if (limit < 3) return {};
  Odds odds{.first = 3, .size = (limit - 1) / 2};
  for (std::uint64_t odd = 3; odd * odd <= limit; odd += 2) odds.strike(odd);
  return odds.left();
}

SmallPrimes primes_between(std::uint64_t first, std::uint64_t end, const SmallPrimes& base) {
  first |= 1;
  if (end <= first) return {};
  Odds odds{.first = first, .size = static_cast<std::size_t>((end - first + 1) / 2)};
  for (const std::uint64_t prime : base) {
    if (prime * prime >= end) break;
    odds.strike(prime);
  }
  return odds.left();
}

}  // namespace postseal
