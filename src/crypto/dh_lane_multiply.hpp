// SPDX-License-Identifier: MIT
#pragma once

// Products in lanes: the vector code itself, over an engine that knows the instructions. Included
// inside the target region and the anonymous namespace of a kernel: whatever is defined here is
// compiled for that kernel's processors, so nothing of it may be shared with another file, and it
// uses plain arrays and no function of the standard library.
//
// Montgomery multiplication by columns ("finely integrated product scanning": Koc, Acar, Kaliski,
// Analyzing and Comparing Montgomery Multiplication Algorithms, 1996), four columns at a time, so
// that sums stay in registers and each limb that is loaded is used for 8 products. Carries wait
// until a column is complete: a sum is below 4 * limbs * 2^52, which is 2^62 at 8192 bits.
//
// Not for secrets: the numbers are candidates for public parameters, and nobody has seen to it that
// the time does not depend on them.
//
// An engine has Column (64-bit sums) and Operand (limbs, as factors) of so many lanes, and:
//   operand(sum)                    the lower 52 bits of a sum
//   limb(operand)                   and back
//   add_product(low, high, a, b)    adds the halves of a * b to two columns
//   add_high(high, a, b)            only the upper half
//   low_product(a, b)               a sum with the lower half of a * b in its lower 52 bits
//   corrected(sum, correction)      see LaneCode::low_excess
//   carry(sum)                      sum / 2^52
//   add, shifted, bit, splat, load, store   as they say

template <class Engine, std::size_t groups>
struct Lanes {
  using Column = typename Engine::Column;
  using Operand = typename Engine::Operand;
  // Columns 4 c to 4 c + 7 of each group of lanes.
  struct Sums {
    Column of[groups][2 * lane_tile];
  };
  struct Carries {
    Column of[groups];
  };
  static constexpr std::size_t lanes = groups * Engine::lanes;
  static constexpr std::size_t step = lane_tile * groups;  // operands of a tile

  const LaneWork& work;
  std::size_t tiles = 0;
  Operand* modulus = nullptr;
  Operand* quotient = nullptr;
  Operand* value = nullptr;
  Operand* factor = nullptr;
  Operand inverse[groups];
  Carries doubling{};  // 1 in lanes whose result is to be doubled
};

template <class Engine, std::size_t groups>
using SumsOf = typename Lanes<Engine, groups>::Sums;

// sums += a * b, both of 4 limbs.
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline void add_tile(SumsOf<Engine, groups>& sums,
                                            const typename Engine::Operand* a,
                                            const typename Engine::Operand* b) {
#pragma GCC unroll 4
  for (std::size_t i = 0; i < lane_tile; ++i)
#pragma GCC unroll 4
    for (std::size_t j = 0; j < lane_tile; ++j)
#pragma GCC unroll 2
      for (std::size_t g = 0; g < groups; ++g)
        Engine::add_product(sums.of[g][i + j], sums.of[g][i + j + 1], a[i * groups + g],
                            b[j * groups + g]);
}

// The products of a tile with itself: those of two different limbs once, those with themselves.
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline void add_mixed(SumsOf<Engine, groups>& sums,
                                             const typename Engine::Operand* a) {
#pragma GCC unroll 4
  for (std::size_t i = 0; i < lane_tile; ++i)
#pragma GCC unroll 4
    for (std::size_t j = i + 1; j < lane_tile; ++j)
#pragma GCC unroll 2
      for (std::size_t g = 0; g < groups; ++g)
        Engine::add_product(sums.of[g][i + j], sums.of[g][i + j + 1], a[i * groups + g],
                            a[j * groups + g]);
}
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline void add_squares(SumsOf<Engine, groups>& sums,
                                               const typename Engine::Operand* a) {
#pragma GCC unroll 4
  for (std::size_t i = 0; i < lane_tile; ++i)
#pragma GCC unroll 2
    for (std::size_t g = 0; g < groups; ++g)
      Engine::add_product(sums.of[g][2 * i], sums.of[g][2 * i + 1], a[i * groups + g],
                          a[i * groups + g]);
}

template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline SumsOf<Engine, groups> no_sums() {
  SumsOf<Engine, groups> sums;
  for (std::size_t g = 0; g < groups; ++g)
    for (auto& column : sums.of[g]) column = Engine::splat(0);
  return sums;
}

// The upper columns become the lower ones.
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline void next_block(SumsOf<Engine, groups>& sums) {
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t c = 0; c < lane_tile; ++c) {
      sums.of[g][c] = sums.of[g][lane_tile + c];
      sums.of[g][lane_tile + c] = Engine::splat(0);
    }
}

// What tiles at BLOCK add to the square of the value. Each product of two limbs counts twice, so
// those are summed apart, from block to block, and doubled when their columns are complete.
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline SumsOf<Engine, groups> square_block(
    const Lanes<Engine, groups>& lanes, SumsOf<Engine, groups>& mixed, std::size_t block) {
  constexpr std::size_t step = Lanes<Engine, groups>::step;
  const auto* const value = lanes.value;
  next_block<Engine, groups>(mixed);
  std::size_t i = block < lanes.tiles ? 0 : block - lanes.tiles + 1;
  for (; 2 * i < block; ++i)
    add_tile<Engine, groups>(mixed, value + i * step, value + (block - i) * step);
  const bool middle = 2 * i == block && i < lanes.tiles;
  if (middle) add_mixed<Engine, groups>(mixed, value + i * step);
  auto sums = no_sums<Engine, groups>();
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t c = 0; c < lane_tile; ++c)
      sums.of[g][c] = Engine::add(mixed.of[g][c], mixed.of[g][c]);
  if (middle) add_squares<Engine, groups>(sums, value + i * step);
  return sums;
}

// The same for the value times the factor.
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline SumsOf<Engine, groups> product_block(
    const Lanes<Engine, groups>& lanes, std::size_t block) {
  constexpr std::size_t step = Lanes<Engine, groups>::step;
  auto sums = no_sums<Engine, groups>();
  const std::size_t end = block < lanes.tiles ? block + 1 : lanes.tiles;
  for (std::size_t i = block < lanes.tiles ? 0 : block - lanes.tiles + 1; i < end; ++i)
    add_tile<Engine, groups>(sums, lanes.value + i * step, lanes.factor + (block - i) * step);
  return sums;
}

// Makes the four columns of a block 0 by adding multiples of the modulus. The lower half of a
// quotient times limb 0 completes a column to the next multiple of 2^52, so it is not computed.
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline void find_quotients(Lanes<Engine, groups>& lanes,
                                                  SumsOf<Engine, groups>& sums, std::size_t block) {
  const auto* const modulus = lanes.modulus;
  const auto round_up = Engine::splat((std::uint64_t{1} << lane_limb_bits) - 1);
#pragma GCC unroll 4
  for (std::size_t c = 0; c < lane_tile; ++c) {
    const std::size_t x = block * lane_tile + c;
    const std::uint64_t correction = lanes.work.correction[x];
#pragma GCC unroll 2
    for (std::size_t g = 0; g < groups; ++g) {
      auto* const column = sums.of[g] + c;
      const auto sum = Engine::corrected(column[0], correction);
      const auto limb = Engine::low_product(Engine::operand(sum), lanes.inverse[g]);
      const auto quotient = Engine::operand(limb);
      lanes.quotient[x * groups + g] = quotient;
      column[1] = Engine::add(column[1], Engine::carry(Engine::add(sum, round_up)));
      Engine::add_high(column[1], quotient, modulus[g]);
#pragma GCC unroll 3
      for (std::size_t j = 1; j < lane_tile; ++j)
        Engine::add_product(column[j], column[j + 1], quotient, modulus[j * groups + g]);
    }
  }
}

// Four limbs of the result; they take the place of limbs of the value that are no longer needed.
template <class Engine, std::size_t groups>
[[gnu::always_inline]] inline void put_limbs(Lanes<Engine, groups>& lanes,
                                             const SumsOf<Engine, groups>& sums,
                                             typename Lanes<Engine, groups>::Carries& carries,
                                             std::size_t block) {
#pragma GCC unroll 4
  for (std::size_t c = 0; c < lane_tile; ++c) {
    const std::size_t x = block * lane_tile + c;
    const std::uint64_t correction = lanes.work.correction[x];
#pragma GCC unroll 2
    for (std::size_t g = 0; g < groups; ++g) {
      const auto complete = Engine::corrected(sums.of[g][c], correction);
      const auto sum = Engine::add(Engine::shifted(complete, lanes.doubling.of[g]), carries.of[g]);
      carries.of[g] = Engine::carry(sum);
      lanes.value[(x - lanes.work.limbs) * groups + g] = Engine::operand(sum);
    }
  }
}

// value = value * value (or value * factor) / R mod modulus, and doubled where that is wanted.
template <class Engine, std::size_t groups, bool square>
void multiply(Lanes<Engine, groups>& lanes) {
  constexpr std::size_t step = Lanes<Engine, groups>::step;
  auto waiting = no_sums<Engine, groups>();  // the upper columns of the block before
  auto mixed = no_sums<Engine, groups>();
  typename Lanes<Engine, groups>::Carries carries;
  for (auto& carry : carries.of) carry = Engine::splat(0);
  for (std::size_t block = 0; block < 2 * lanes.tiles; ++block) {
    auto sums = square ? square_block<Engine, groups>(lanes, mixed, block)
                       : product_block<Engine, groups>(lanes, block);
    const bool lower = block < lanes.tiles;
    const std::size_t end = lower ? block : lanes.tiles;
    for (std::size_t i = lower ? 0 : block - lanes.tiles + 1; i < end; ++i)
      add_tile<Engine, groups>(sums, lanes.quotient + i * step, lanes.modulus + (block - i) * step);
    for (std::size_t g = 0; g < groups; ++g)
      for (std::size_t c = 0; c < lane_tile; ++c)
        sums.of[g][c] = Engine::add(sums.of[g][c], waiting.of[g][lane_tile + c]);
    if (lower)
      find_quotients<Engine, groups>(lanes, sums, block);
    else
      put_limbs<Engine, groups>(lanes, sums, carries, block);
    waiting = sums;
  }
}
