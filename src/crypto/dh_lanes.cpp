// SPDX-License-Identifier: MIT
#include "crypto/dh_lanes.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace postseal {
namespace {

using Words = std::vector<std::uint64_t>;
using Number = std::span<const std::uint64_t>;

constexpr std::uint64_t limb_mask = (std::uint64_t{1} << lane_limb_bits) - 1;

std::size_t bits_of(Number number) {
  std::size_t size = number.size();
  while (size > 0 && number[size - 1] == 0) --size;
  return size == 0 ? 0
                   : (size - 1) * 64 + static_cast<std::size_t>(std::bit_width(number[size - 1]));
}

std::size_t rounded_up(std::size_t value, std::size_t step) {
  return (value + step - 1) / step * step;
}

// Limb INDEX, of 52 bits, of a number of 64-bit words.
std::uint64_t limb_at(Number number, std::size_t index) {
  const std::size_t bit = index * lane_limb_bits;
  const std::size_t word = bit / 64;
  const unsigned shift = bit % 64;
  if (word >= number.size()) return 0;
  std::uint64_t limb = number[word] >> shift;
  if (shift > 64 - lane_limb_bits && word + 1 < number.size())
    limb |= number[word + 1] << (64 - shift);
  return limb & limb_mask;
}

// -1 / odd mod 2^52. Each step of Newton's doubles the bits that are right, from 3.
std::uint64_t negative_inverse(std::uint64_t odd) {
  std::uint64_t inverse = odd;
  for (int i = 0; i < 5; ++i) inverse *= 2 - odd * inverse;
  return (0 - inverse) & limb_mask;
}

// value = 2 * value mod modulus, for a value below the modulus.
void double_modulo(Words& value, Number modulus) {
  const std::size_t size = modulus.size();
  std::uint64_t carry = 0;
  for (std::uint64_t& word : value) carry = std::exchange(word, word << 1 | carry) >> 63;
  bool less = false;
  if (carry == 0)
    for (std::size_t i = size; i-- > 0;)
      if (value[i] != modulus[i]) {
        less = value[i] < modulus[i];
        break;
      }
  if (less) return;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t word = value[i] - borrow;
    borrow = static_cast<std::uint64_t>(value[i] < borrow) |
             static_cast<std::uint64_t>(word < modulus[i]);
    value[i] = word - modulus[i];
  }
}

// 2^exponent mod modulus: 2^(its bits) - modulus is below it, and the rest are doublings.
Words power_of_two(std::size_t exponent, Number modulus) {
  Words value(modulus.size());
  const std::size_t bits = bits_of(modulus);
  const unsigned top = bits % 64;
  for (std::size_t i = 0; i < value.size(); ++i) value[i] = ~modulus[i];
  ++value.front();  // without a carry: the modulus is odd
  if (top != 0) value.back() &= (std::uint64_t{1} << top) - 1;
  for (std::size_t i = bits; i < exponent; ++i) double_modulo(value, modulus);
  return value;
}

// The jobs of one call of the vector code, as it wants them.
class Batch {
 public:
  Batch(std::span<const PowerJob> jobs, const LaneCode& code);

  void raise() const { code_.raise(work_); }
  [[nodiscard]] Residue residue(std::size_t lane) const;

 private:
  std::uint64_t* room(std::size_t words);
  std::uint64_t* row(std::size_t limbs, auto number_of);
  const std::uint64_t* exponents();
  const std::uint64_t* corrections();

  std::span<const PowerJob> jobs_;
  const LaneCode& code_;
  std::vector<LaneLines> rooms_{};
  LaneWork work_{};
};

// Aligned, and 0; of exponents that are 0 there are no words at all.
std::uint64_t* Batch::room(std::size_t words) {
  return rooms_.emplace_back(words / 8 + 1).front().words;
}

// One number for each lane; number_of gives that of a job. Idle lanes repeat the first job.
std::uint64_t* Batch::row(std::size_t limbs, auto number_of) {
  std::uint64_t* const words = room(limbs * code_.lanes);
  for (std::size_t lane = 0; lane < code_.lanes; ++lane) {
    const auto number = number_of(jobs_[lane < jobs_.size() ? lane : 0]);
    for (std::size_t i = 0; i < limbs; ++i) words[i * code_.lanes + lane] = limb_at(number, i);
  }
  return words;
}

const std::uint64_t* Batch::exponents() {
  const std::size_t size = rounded_up(work_.exponent_bits, 64) / 64;
  std::uint64_t* const words = room(size * code_.lanes);
  for (std::size_t lane = 0; lane < code_.lanes; ++lane) {
    const Number exponent = jobs_[lane < jobs_.size() ? lane : 0].exponent;
    for (std::size_t i = 0; i < std::min(size, exponent.size()); ++i)
      words[i * code_.lanes + lane] = exponent[i];
  }
  return words;
}

// Column x of a product of two numbers has the lower halves of as many products of limbs as there
// are i + j = x, and the upper halves of those of column x - 1. A Montgomery multiplication is two
// such products, but that its reduction needs no lower half of limb 0 of the modulus.
const std::uint64_t* Batch::corrections() {
  const std::size_t limbs = work_.limbs;
  std::uint64_t* const words = room(2 * limbs);
  const auto products = [&](std::size_t x) { return std::min(x + 1, 2 * limbs - 1 - x); };
  for (std::size_t x = 0; x < 2 * limbs; ++x) {
    const std::size_t low = 2 * products(x) - (x < limbs ? 1 : 0);
    const std::size_t high = x == 0 ? 0 : 2 * products(x - 1);
    words[x] = 0 - (low * code_.low_excess + high * code_.high_excess);
  }
  return words;
}

Batch::Batch(std::span<const PowerJob> jobs, const LaneCode& code) : jobs_(jobs), code_(code) {
  // 4 bits more: a product of two numbers below 4 n, reduced, is below 2 n where R is at least
  // 16 n, and may be doubled before it is squared. So nothing is ever compared with the modulus.
  std::size_t bits = 0;
  bool general = false;
  for (const PowerJob& job : jobs) {
    bits = std::max(bits, bits_of(job.modulus));
    work_.exponent_bits =
        std::max(work_.exponent_bits, rounded_up(bits_of(job.exponent), lane_window_bits));
    general = general || !job.base.empty();
  }
  const std::size_t limbs =
      rounded_up(rounded_up(bits + 4, lane_limb_bits) / lane_limb_bits, lane_tile);
  work_.limbs = limbs;
  static constexpr std::uint64_t two[] = {2};
  work_.modulus = row(limbs, [](const PowerJob& job) { return job.modulus; });
  work_.one = row(limbs, [&](const PowerJob& job) {
    return power_of_two(limbs * lane_limb_bits, job.modulus);
  });
  if (general)
    work_.base = row(limbs, [](const PowerJob& job) { return job.base.empty() ? two : job.base; });
  work_.inverse =
      row(1, [](const PowerJob& job) { return Words{negative_inverse(job.modulus.front())}; });
  work_.exponent = exponents();
  work_.correction = corrections();
  work_.result = room(limbs * code.lanes);
  work_.scratch = room(lane_scratch_numbers * limbs * code.lanes);
}

Residue Batch::residue(std::size_t lane) const {
  bool one = true;
  bool minus_one = true;
  for (std::size_t i = 0; i < work_.limbs; ++i) {
    const std::uint64_t word = work_.result[i * code_.lanes + lane];
    const std::uint64_t first = i == 0 ? 1 : 0;
    one = one && word == first;
    minus_one = minus_one && word == work_.modulus[i * code_.lanes + lane] - first;
  }
  return one ? Residue::one : minus_one ? Residue::minus_one : Residue::other;
}

}  // namespace

std::vector<Residue> powers_in_lanes(std::span<const PowerJob> jobs, const LaneCode& code,
                                     const LaneCode& narrower) {
  std::vector<Residue> residues;
  residues.reserve(jobs.size());
  while (!jobs.empty()) {
    const LaneCode& used = jobs.size() <= narrower.lanes ? narrower : code;
    const std::size_t count = std::min(jobs.size(), used.lanes);
    const Batch batch(jobs.first(count), used);
    batch.raise();
    for (std::size_t lane = 0; lane < count; ++lane) residues.push_back(batch.residue(lane));
    jobs = jobs.subspan(count);
  }
  return residues;
}

}  // namespace postseal
