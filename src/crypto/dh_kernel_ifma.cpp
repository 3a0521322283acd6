// SPDX-License-Identifier: MIT
#include "crypto/dh_kernel_rows.hpp"
#include "crypto/dh_lanes.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

namespace postseal {
namespace {

// Compiled for these processors, but for no other file's sake: a target of the whole file would
// also hold for inline functions that the linker may take for the rest of the program.
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512ifma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512ifma")
#endif

// AVX-512 IFMA: vpmadd52luq and vpmadd52huq add half of a product of 52 by 52 bits to 64 bits.
struct Ifma {
  using Column = __m512i;
  using Operand = __m512i;
  static constexpr std::size_t lanes = 8;

  [[gnu::always_inline]] static void add_product(Column& low, Column& high, Operand a, Operand b) {
    low = _mm512_madd52lo_epu64(low, a, b);
    high = _mm512_madd52hi_epu64(high, a, b);
  }
  [[gnu::always_inline]] static void add_high(Column& high, Operand a, Operand b) {
    high = _mm512_madd52hi_epu64(high, a, b);
  }
  [[gnu::always_inline]] static Column low_product(Operand a, Operand b) {
    return _mm512_madd52lo_epu64(_mm512_setzero_si512(), a, b);
  }
  // Products use the lower 52 bits of an operand, whatever is above them.
  [[gnu::always_inline]] static Operand operand(Column sum) { return sum; }
  [[gnu::always_inline]] static Column limb(Operand operand) {
    return operand & splat((std::uint64_t{1} << lane_limb_bits) - 1);
  }
  [[gnu::always_inline]] static Column corrected(Column sum, std::uint64_t /*none*/) { return sum; }
  [[gnu::always_inline]] static Column carry(Column sum) { return sum >> lane_limb_bits; }
  [[gnu::always_inline]] static Column add(Column a, Column b) { return a + b; }
  [[gnu::always_inline]] static Column shifted(Column a, Column by) { return a << by; }
  [[gnu::always_inline]] static Column bit(Column words, std::size_t bit) {
    return words >> splat(bit) & splat(1);
  }
  [[gnu::always_inline]] static Column splat(std::uint64_t word) {
    return _mm512_set1_epi64(static_cast<long long>(word));
  }
  [[gnu::always_inline]] static Column load(const std::uint64_t* words) {
    return _mm512_load_si512(words);
  }
  [[gnu::always_inline]] static void store(std::uint64_t* words, Column column) {
    _mm512_store_si512(words, column);
  }
};

#include "crypto/dh_lane_powers.hpp"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

constexpr LaneCode sixteen{.lanes = 16, .raise = &raise<Ifma, 2>};
constexpr LaneCode eight{.lanes = 8, .raise = &raise<Ifma, 1>};

// The builtin asks the operating system too.
bool usable() { return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512ifma"); }

std::vector<Residue> powers(std::span<const PowerJob> jobs) {
  return powers_in_lanes(jobs, sixteen, eight);
}

}  // namespace

DhKernel ifma_dh_kernel() {
  return {.name = "ifma", .lanes = 16, .usable = &usable, .powers = &powers, .speed = 7.4};
}

}  // namespace postseal

#else

namespace postseal {

DhKernel ifma_dh_kernel() {
  return {.name = "ifma", .lanes = 16, .usable = [] { return false; }, .powers = nullptr};
}

}  // namespace postseal

#endif
