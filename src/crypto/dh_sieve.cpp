// SPDX-License-Identifier: MIT
#include "crypto/dh_sieve.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace postseal {
namespace {

constexpr std::size_t word_bits = 64;
constexpr std::uint64_t block_size = std::uint64_t{1} << 19;  // its bits fit the first cache
constexpr std::uint64_t stretch_size = std::uint64_t{1} << 18;
constexpr std::uint64_t least_base = 4096;  // most strikes are theirs
constexpr std::size_t group_size = 8;       // primes side by side: each alone waits for itself

std::uint64_t high_half(std::uint64_t left, std::uint32_t right) {
#ifdef __SIZEOF_INT128__
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((Wide{left} * right) >> 64);
#else
  return ((left >> 32) * right + (((left & 0xffffffff) * right) >> 32)) >> 32;
#endif
}

// The inverse modulo 2^64 of an odd number: each step of Newton's doubles the bits that are right.
std::uint64_t inverse_of(std::uint64_t odd) {
  std::uint64_t inverse = (odd * 3) ^ 2;  // 5 bits
  for (int bits = 5; bits < 64; bits *= 2) inverse *= 2 - odd * inverse;
  return inverse;
}

// Arithmetic modulo a prime r < 2^32 with Montgomery's R = 2^64: results are in [0, r].
struct Modulus {
  std::uint32_t prime = 0;
  std::uint64_t inverse = inverse_of(prime);

  // left * right / R
  [[nodiscard]] std::uint64_t times(std::uint64_t left, std::uint64_t right) const {
    return prime - high_half(left * right * inverse, prime);
  }
  [[nodiscard]] std::uint64_t square_of_r() const {
    const std::uint64_t r = (0 - std::uint64_t{prime}) % prime;
    return r * r % prime;
  }
};

using Group = std::array<Modulus, group_size>;
using Rests = std::array<std::uint64_t, group_size>;

Rests times(const Group& group, const Rests& left, const Rests& right) {
  Rests result{};
  for (std::size_t i = 0; i < group_size; ++i) result[i] = group[i].times(left[i], right[i]);
  return result;
}

// R^exponent, exponent >= 2
Rests powers_of_r(const Group& group, std::size_t exponent) {
  Rests square{};
  for (std::size_t i = 0; i < group_size; ++i) square[i] = group[i].square_of_r();
  Rests power = square;  // R^(e + 1) for e = 1, and on: e doubles, and grows by one
  const std::size_t e = exponent - 1;
  for (std::size_t bit = std::bit_floor(e) / 2; bit != 0; bit /= 2) {
    power = times(group, power, power);
    if ((e & bit) != 0) power = times(group, power, square);
  }
  return power;
}

// c with number = -c R^limbs modulo each prime: one exact division step a limb, from below.
Rests exact_rests(std::span<const std::uint64_t> number, const Group& group) {
  Rests rests{};
  for (const std::uint64_t limb : number)
    for (std::size_t i = 0; i < group_size; ++i) {
      const std::uint64_t borrow = limb < rests[i] ? 1 : 0;
      rests[i] = high_half((limb - rests[i]) * group[i].inverse, group[i].prime) + borrow;
    }
  return rests;
}

// 1/24: r * r = 1 modulo 24, so r * (24 - r) = -1.
Rests twenty_fourths(const Group& group) {
  Rests result{};
  for (std::size_t i = 0; i < group_size; ++i)
    result[i] = (1 + std::uint64_t{group[i].prime} * (24 - group[i].prime % 24)) / 24;
  return result;
}

// q: k = -start / 12. p: k = -(2 start + 1) / 24, which is 1/24 before that.
std::array<DhHits, group_size> hits_of(std::span<const std::uint64_t> start, const Group& group) {
  const Rests one_24th = twenty_fourths(group);
  Rests twice = exact_rests(start, group);  // 2c, reduced
  for (std::size_t i = 0; i < group_size; ++i) {
    twice[i] *= 2;
    if (twice[i] >= group[i].prime) twice[i] -= group[i].prime;
  }
  const Rests q = times(group, times(group, twice, one_24th), powers_of_r(group, start.size() + 2));
  std::array<DhHits, group_size> hits{};
  for (std::size_t i = 0; i < group_size; ++i) {
    const std::uint64_t prime = group[i].prime;
    const std::uint64_t in_q = q[i] == prime ? 0 : q[i];
    const std::uint64_t in_p =
        in_q >= one_24th[i] ? in_q - one_24th[i] : in_q + prime - one_24th[i];
    hits[i] = {.q = static_cast<std::uint32_t>(in_q), .p = static_cast<std::uint32_t>(in_p)};
  }
  return hits;
}

std::uint32_t base_limit(std::uint64_t bound) {
  const auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(bound))) + 1;
  return static_cast<std::uint32_t>(std::min(bound, std::max(root, least_base)));
}

std::span<const std::uint32_t> above_3(const SmallPrimes& odd_primes) {
  return std::span(odd_primes).subspan(std::min<std::size_t>(1, odd_primes.size()));
}

}  // namespace

std::vector<DhHits> dh_hits(std::span<const std::uint64_t> start,
                            std::span<const std::uint32_t> primes) {
  std::vector<DhHits> hits(primes.size());
  for (std::size_t done = 0; done < primes.size(); done += group_size) {
    const std::size_t size = std::min(group_size, primes.size() - done);
    Group group{};
    for (std::size_t i = 0; i < group_size; ++i)
      group[i] = Modulus{.prime = primes[done + std::min(i, size - 1)]};
    std::ranges::copy_n(hits_of(start, group).begin(), static_cast<std::ptrdiff_t>(size),
                        hits.begin() + static_cast<std::ptrdiff_t>(done));
  }
  return hits;
}

DhSieve::DhSieve(const DhWindow& window)
    : window_(window),
      base_(odd_primes_to(base_limit(window.bound))),
      base_hits_(dh_hits(window.start, above_3(base_))),
      struck_((window.steps + word_bits - 1) / word_bits) {}

bool DhSieve::strike_block() {
  const std::uint64_t stretches = (window_.steps + stretch_size - 1) / stretch_size;
  const std::uint64_t block = next_.fetch_add(1, std::memory_order_relaxed);
  if (block < stretches) {
    strike_stretch(block * stretch_size);
    return true;
  }
  const std::uint64_t first = base_limit(window_.bound) + 1 + (block - stretches) * block_size;
  if (first > window_.bound) return false;
  strike_with(primes_between(first, std::min(first + block_size, window_.bound + 1), base_));
  return true;
}

void DhSieve::strike_stretch(std::uint64_t first) {
  const std::uint64_t size = std::min<std::uint64_t>(stretch_size, window_.steps - first);
  std::vector<std::uint64_t> words((size + word_bits - 1) / word_bits);
  const std::span primes = above_3(base_);
  for (std::size_t i = 0; i < primes.size(); ++i)
    for (const std::uint64_t hit : {base_hits_[i].q, base_hits_[i].p}) {
      const std::uint64_t prime = primes[i];
      std::uint64_t k = hit >= first ? hit - first : (prime - (first - hit) % prime) % prime;
      for (; k < size; k += prime) words[k / word_bits] |= std::uint64_t{1} << (k % word_bits);
    }
  for (std::size_t i = 0; i < words.size(); ++i)
    struck_[first / word_bits + i].fetch_or(words[i], std::memory_order_relaxed);
}

void DhSieve::strike_with(const SmallPrimes& primes) {
  const std::vector<DhHits> hits = dh_hits(window_.start, primes);
  for (std::size_t i = 0; i < primes.size(); ++i)
    for (const std::uint64_t hit : {hits[i].q, hits[i].p})
      for (std::uint64_t k = hit; k < window_.steps; k += primes[i])
        struck_[k / word_bits].fetch_or(std::uint64_t{1} << (k % word_bits),
                                        std::memory_order_relaxed);
}

std::vector<std::uint32_t> DhSieve::survivors() const {
  std::vector<std::uint32_t> left;
  for (std::size_t word = 0; word < struck_.size(); ++word)
    for (std::uint64_t bits = ~struck_[word].load(std::memory_order_relaxed); bits != 0;
         bits &= bits - 1) {
      const std::size_t k = word * word_bits + static_cast<std::size_t>(std::countr_zero(bits));
      if (k < window_.steps) left.push_back(static_cast<std::uint32_t>(k));
    }
  return left;
}

}  // namespace postseal
