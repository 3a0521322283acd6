// SPDX-License-Identifier: MIT
#include "crypto/dh_kernel_rows.hpp"
#include "crypto/dh_lanes.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

#include <bit>

namespace postseal {
namespace {

// See dh_kernel_ifma.cpp for why this is no target of the whole file.
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

// AVX2 multiplies integers of 32 bits at most. Its doubles have 53 bits, and a fused multiplication
// and addition rounds once: a * b + 2^104 lies between 2^104 and 2^105, where doubles are 2^52
// apart, so rounded towards 0 its mantissa is a * b / 2^52; a second one then gives the rest, which
// fits a double, and adds 2^52, so that its mantissa too is an integer (Emmart, Zheng, Weems:
// Faster Modular Exponentiation Using Double Precision Floating Point Arithmetic on the GPU, ARITH
// 2018). Both are added up as integers, with their exponents, which LaneWork::correction takes off
// at last. That is two thirds of the work of products of 28 by 28 bits with vpmuludq.
constexpr double high_base = 0x1p104;
constexpr double low_base = 0x1p52;
constexpr std::uint64_t high_excess = std::bit_cast<std::uint64_t>(high_base);
constexpr std::uint64_t low_excess = std::bit_cast<std::uint64_t>(low_base);
constexpr std::uint64_t limb_mask = (std::uint64_t{1} << lane_limb_bits) - 1;

struct Avx2 {
  using Column = __m256i;
  using Operand = __m256d;
  static constexpr std::size_t lanes = 4;

  [[gnu::always_inline]] static Operand high_part(Operand a, Operand b) {
    return _mm256_fmadd_pd(a, b, _mm256_set1_pd(high_base));
  }
  [[gnu::always_inline]] static Operand low_part(Operand a, Operand b, Operand high) {
    return _mm256_fmadd_pd(a, b, _mm256_sub_pd(_mm256_set1_pd(high_base + low_base), high));
  }
  [[gnu::always_inline]] static void add_product(Column& low, Column& high, Operand a, Operand b) {
    const Operand upper = high_part(a, b);
    high = add(high, _mm256_castpd_si256(upper));
    low = add(low, _mm256_castpd_si256(low_part(a, b, upper)));
  }
  [[gnu::always_inline]] static void add_high(Column& high, Operand a, Operand b) {
    high = add(high, _mm256_castpd_si256(high_part(a, b)));
  }
  [[gnu::always_inline]] static Column low_product(Operand a, Operand b) {
    return _mm256_castpd_si256(low_part(a, b, high_part(a, b)));
  }
  // With the exponent of 2^52 a limb is the mantissa of a double.
  [[gnu::always_inline]] static Operand operand(Column sum) {
    const Operand base = _mm256_set1_pd(0x1p52);
    const Operand limb = _mm256_castsi256_pd(_mm256_and_si256(sum, splat(limb_mask)));
    return _mm256_sub_pd(_mm256_or_pd(limb, base), base);
  }
  [[gnu::always_inline]] static Column limb(Operand operand) {
    const Operand limb = _mm256_add_pd(operand, _mm256_set1_pd(0x1p52));
    return _mm256_and_si256(_mm256_castpd_si256(limb), splat(limb_mask));
  }
  [[gnu::always_inline]] static Column corrected(Column sum, std::uint64_t correction) {
    return add(sum, splat(correction));
  }
  [[gnu::always_inline]] static Column carry(Column sum) {
    return _mm256_srli_epi64(sum, lane_limb_bits);
  }
  [[gnu::always_inline]] static Column add(Column a, Column b) { return _mm256_add_epi64(a, b); }
  [[gnu::always_inline]] static Column shifted(Column a, Column by) {
    return _mm256_sllv_epi64(a, by);
  }
  [[gnu::always_inline]] static Column bit(Column words, std::size_t bit) {
    return _mm256_and_si256(_mm256_srlv_epi64(words, splat(bit)), splat(1));
  }
  [[gnu::always_inline]] static Column splat(std::uint64_t word) {
    return _mm256_set1_epi64x(static_cast<long long>(word));
  }
  [[gnu::always_inline]] static Column load(const std::uint64_t* words) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(words));
  }
  [[gnu::always_inline]] static void store(std::uint64_t* words, Column column) {
    _mm256_store_si256(reinterpret_cast<__m256i*>(words), column);
  }
};

#include "crypto/dh_lane_powers.hpp"

// Neither function is part of the other, so that nothing is computed before or after its turn.
[[gnu::noinline]] void raise_rounding_down(const LaneWork& work) {
  const unsigned saved = _mm_getcsr();
  _mm_setcsr(saved | _MM_ROUND_TOWARD_ZERO);
  raise<Avx2, 1>(work);
  _mm_setcsr(saved);
}

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

constexpr LaneCode four{.lanes = 4,
                        .raise = &raise_rounding_down,
                        .low_excess = low_excess,
                        .high_excess = high_excess};

bool usable() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

std::vector<Residue> powers(std::span<const PowerJob> jobs) {
  return powers_in_lanes(jobs, four, four);
}

}  // namespace

DhKernel avx2_dh_kernel() {
  return {.name = "avx2", .lanes = 4, .usable = &usable, .powers = &powers, .speed = 1.9};
}

}  // namespace postseal

#else

namespace postseal {

DhKernel avx2_dh_kernel() {
  return {.name = "avx2", .lanes = 4, .usable = [] { return false; }, .powers = nullptr};
}

}  // namespace postseal

#endif
