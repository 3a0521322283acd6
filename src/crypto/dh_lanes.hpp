// SPDX-License-Identifier: MIT
#pragma once

// Seen by the kernels that keep one number in each 64-bit lane of a vector: what is the same for
// them before and after the powers. A number is a row of limbs of 52 bits, and limb i of all lanes
// lies together: word i * lanes + lane.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/dh_kernel.hpp"

namespace postseal {

inline constexpr unsigned lane_limb_bits = 52;
// Numbers are multiplied in squares of 4 by 4 limbs, so they have a multiple of 4 limbs.
inline constexpr std::size_t lane_tile = 4;
// A general exponent is read in windows of so many bits.
inline constexpr unsigned lane_window_bits = 4;

// A vector's worth of words: as long and as aligned as the longest vector.
struct alignas(64) LaneLine {
  std::uint64_t words[8] = {};
};
using LaneLines = std::vector<LaneLine>;

// What the vector code works on. R is 2^(52 * limbs), at least 16 times any modulus.
struct LaneWork {
  std::size_t limbs = 0;
  std::size_t exponent_bits = 0;              // of the longest; a multiple of the window
  const std::uint64_t* modulus = nullptr;     // limbs
  const std::uint64_t* one = nullptr;         // R mod modulus, limbs
  const std::uint64_t* base = nullptr;        // limbs; none: 2 in all lanes
  const std::uint64_t* inverse = nullptr;     // -1 / modulus mod 2^52: 1 limb
  const std::uint64_t* exponent = nullptr;    // words of 64 bits, all lanes of a word together
  const std::uint64_t* correction = nullptr;  // 2 * limbs words, one for each column of a product
  std::uint64_t* result = nullptr;            // limbs, from 0 to modulus
  std::uint64_t* scratch = nullptr;           // lane_scratch_numbers * limbs
};
inline constexpr std::size_t lane_scratch_numbers = 4 + (std::size_t{1} << lane_window_bits);

struct LaneCode {
  std::size_t lanes = 0;
  void (*raise)(const LaneWork&) = nullptr;
  // What each product leaves in the sum of the columns of its lower and its upper half.
  std::uint64_t low_excess = 0;
  std::uint64_t high_excess = 0;
};

// Does any number of jobs with CODE, the last lanes of the last batch idle. A batch that fits
// into the narrower code is done with that.
[[nodiscard]] std::vector<Residue> powers_in_lanes(std::span<const PowerJob> jobs,
                                                   const LaneCode& code, const LaneCode& narrower);

}  // namespace postseal
