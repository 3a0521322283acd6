// SPDX-License-Identifier: MIT
#pragma once

// Powers in lanes, of the products of dh_lane_multiply.hpp. Included as that is, which says how.

#include "crypto/dh_lane_multiply.hpp"

template <class Engine, std::size_t groups>
void take_operands(typename Engine::Operand* to, const std::uint64_t* words, std::size_t limbs) {
  for (std::size_t i = 0; i < limbs * groups; ++i)
    to[i] = Engine::operand(Engine::load(words + i * Engine::lanes));
}

// value = value^2^bits for each bit, doubled where the exponent has it.
template <class Engine, std::size_t groups>
void raise_two(Lanes<Engine, groups>& lanes, const std::uint64_t* exponent, std::size_t bits) {
  take_operands<Engine, groups>(lanes.value, lanes.work.one, lanes.work.limbs);
  for (std::size_t bit = bits; bit-- > 0;) {
    const std::uint64_t* const words = exponent + bit / 64 * Lanes<Engine, groups>::lanes;
    for (std::size_t g = 0; g < groups; ++g)
      lanes.doubling.of[g] = Engine::bit(Engine::load(words + g * Engine::lanes), bit % 64);
    multiply<Engine, groups, true>(lanes);
  }
  for (auto& doubling : lanes.doubling.of) doubling = Engine::splat(0);
}

// factor = the row of TABLE that the exponent has at BIT, in each lane its own.
template <class Engine, std::size_t groups>
void look_up(Lanes<Engine, groups>& lanes, const typename Engine::Operand* table, std::size_t bit) {
  constexpr std::size_t width = Lanes<Engine, groups>::lanes;
  const std::size_t size = lanes.work.limbs * width;
  const auto* const words = lanes.work.exponent + bit / 64 * width;
  const auto* const rows = reinterpret_cast<const std::uint64_t*>(table);
  auto* const to = reinterpret_cast<std::uint64_t*>(lanes.factor);
  for (std::size_t lane = 0; lane < width; ++lane) {
    const std::uint64_t digit = words[lane] >> bit % 64 & ((1U << lane_window_bits) - 1);
    for (std::size_t i = lane; i < size; i += width) to[i] = rows[digit * size + i];
  }
}

template <class Engine, std::size_t groups>
void keep(const Lanes<Engine, groups>& lanes, typename Engine::Operand* to) {
  for (std::size_t i = 0; i < lanes.work.limbs * groups; ++i) to[i] = lanes.value[i];
}

// table[i] = base^i for all i of a window.
template <class Engine, std::size_t groups>
void make_table(Lanes<Engine, groups>& lanes, typename Engine::Operand* table) {
  const std::size_t size = lanes.work.limbs * groups;
  // 2^(52 limbs) = R, which in Montgomery's form brings a factor into it.
  alignas(64) std::uint64_t exponent[Lanes<Engine, groups>::lanes];
  for (std::uint64_t& word : exponent) word = lanes.work.limbs * lane_limb_bits;
  raise_two<Engine, groups>(lanes, exponent, 16);
  take_operands<Engine, groups>(table, lanes.work.one, lanes.work.limbs);
  take_operands<Engine, groups>(lanes.factor, lanes.work.base, lanes.work.limbs);
  multiply<Engine, groups, false>(lanes);
  keep<Engine, groups>(lanes, table + size);
  keep<Engine, groups>(lanes, lanes.factor);
  for (std::size_t i = 2; i < std::size_t{1} << lane_window_bits; ++i) {
    multiply<Engine, groups, false>(lanes);
    keep<Engine, groups>(lanes, table + i * size);
  }
}

// value = base^exponent.
template <class Engine, std::size_t groups>
void raise_base(Lanes<Engine, groups>& lanes, typename Engine::Operand* table) {
  make_table<Engine, groups>(lanes, table);
  take_operands<Engine, groups>(lanes.value, lanes.work.one, lanes.work.limbs);
  for (std::size_t bit = lanes.work.exponent_bits; bit > 0;) {
    bit -= lane_window_bits;
    for (unsigned i = 0; i < lane_window_bits; ++i) multiply<Engine, groups, true>(lanes);
    look_up<Engine, groups>(lanes, table, bit);
    multiply<Engine, groups, false>(lanes);
  }
}

// All of it: LaneCode::raise.
template <class Engine, std::size_t groups>
[[gnu::noinline]] void raise(const LaneWork& work) {
  const std::size_t size = work.limbs * groups;
  auto* const scratch = reinterpret_cast<typename Engine::Operand*>(work.scratch);
  Lanes<Engine, groups> lanes{.work = work,
                              .tiles = work.limbs / lane_tile,
                              .modulus = scratch,
                              .quotient = scratch + size,
                              .value = scratch + 2 * size,
                              .factor = scratch + 3 * size,
                              .inverse = {},
                              .doubling = {}};
  for (auto& doubling : lanes.doubling.of) doubling = Engine::splat(0);
  take_operands<Engine, groups>(lanes.modulus, work.modulus, work.limbs);
  take_operands<Engine, groups>(lanes.inverse, work.inverse, 1);
  if (work.base == nullptr)
    raise_two<Engine, groups>(lanes, work.exponent, work.exponent_bits);
  else
    raise_base<Engine, groups>(lanes, scratch + 4 * size);
  // Times 1 leaves Montgomery's form: (value + (R - 1) * modulus) / R is at most the modulus.
  for (std::size_t i = 0; i < size; ++i)
    lanes.factor[i] = Engine::operand(Engine::splat(i < groups ? 1 : 0));
  multiply<Engine, groups, false>(lanes);
  for (std::size_t i = 0; i < size; ++i)
    Engine::store(work.result + i * Engine::lanes, Engine::limb(lanes.value[i]));
}
