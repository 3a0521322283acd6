// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/limbs.hpp"
#include "crypto/small_primes.hpp"

namespace postseal {

// Where a search looks: q = start + 12k for k < steps. The start is 11 mod 12, so p = 2q + 1 is
// 23 mod 24, and neither is ever divisible by 2 or 3.
struct DhWindow {
  Limbs start{};
  std::uint32_t steps = 0;
  std::uint64_t bound = 0;  // no candidate has a prime factor up to it; below 2^32 and the start
};

inline constexpr std::uint64_t dh_stride = 12;

// The first k for which a prime divides q, and for which it divides p; both are below the prime.
struct DhHits {
  std::uint32_t q = 0;
  std::uint32_t p = 0;
  friend bool operator==(const DhHits&, const DhHits&) = default;
};
// Of each of the primes, which are above 3.
[[nodiscard]] std::vector<DhHits> dh_hits(std::span<const std::uint64_t> start,
                                          std::span<const std::uint32_t> primes);

// Strikes out every k for which q or p = 2q + 1 has a small factor. A large prime strikes a window
// seldom if ever, so primes are made block by block, used once and forgotten: what is kept is a bit
// for each k, and the primes up to the root of the bound.
class DhSieve {
 public:
  explicit DhSieve(const DhWindow& window);

  // Does one block of the work; false: there is none left. For many threads at once: they take
  // the blocks in turn.
  bool strike_block();

  // The k that are left, once all blocks are done.
  [[nodiscard]] std::vector<std::uint32_t> survivors() const;

 private:
  void strike_stretch(std::uint64_t first);
  void strike_with(const SmallPrimes& primes);

  const DhWindow& window_;
  SmallPrimes base_;               // they strike so often that each stretch of k is done by itself
  std::vector<DhHits> base_hits_;  // of those above 3
  std::atomic<std::uint64_t> next_{0};              // block: the stretches, then the other primes
  std::vector<std::atomic<std::uint64_t>> struck_;  // a bit for each k
};

}  // namespace postseal
