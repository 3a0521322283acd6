// SPDX-License-Identifier: MIT
#include <openssl/bn.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

#include "core/search_progress.hpp"
#include "crypto/dh.hpp"
#include "crypto/dh_search.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view doing = "drawing a number to start from";

// How random the result is. A search from a random start finds a prime with a chance that grows
// with the gap before it, which is no uniform choice. By how much (Brandt and Damgard, "On
// Generation of Probable Primes by Incremental Search", CRYPTO '92; for safe primes and a sieve of
// both numbers Wiener, "Safe Prime Generation with a Combined Sieve", 2003): a prime can be the
// result only if the start is one of the `steps` numbers of its window, so none is likelier than
// steps / starts; were the choice uniform, each would have the chance expected_steps / starts.
// With a window of four times the expected steps no prime is more than four times as likely as
// that: two bits of the min-entropy of some hundreds, whichever thread wins. (With exponential
// gaps the loss of Shannon entropy is (1 - gamma) / ln 2 = 0.6 bits.) All threads share one window;
// e^-4 of the windows, one of 55, hold no safe prime, and then a fresh start is drawn.
constexpr double window_factor = 4;

// To sieve further costs as much as it saves when the bound is twice the time of all tests by the
// time of one prime of the sieve. Measured: 2^19 at 512 bits, and it grows with the 3.9th power of
// the length; a factor of two either way costs 3 %.
std::uint64_t sieve_bound(int bits, const DhKernel& kernel) {
  const double bound = std::exp2(19) * std::pow(bits / 512.0, 3.9) / kernel.speed;
  return static_cast<std::uint64_t>(std::clamp(bound, std::exp2(16), std::exp2(32) - 1));
}

// Of bits - 1 bits, the top one set and the next as chance has it, as OpenSSL does.
DhWindow random_window(int bits, std::uint64_t bound) {
  const BignumHandle number = require(BignumHandle(BN_new()), doing);
  DhWindow window{.steps = static_cast<std::uint32_t>(window_factor * expected_steps(bits)),
                  .bound = bound};
  do {
    require(BN_priv_rand(number.get(), bits - 1, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY), doing);
    const BN_ULONG rest = BN_mod_word(number.get(), dh_stride);
    require(BN_add_word(number.get(), dh_stride - 1 - rest), doing);
    window.start = limbs_of(number.get());
  } while (bit_length(plus(window.start, dh_stride * window.steps)) != bits - 1);
  return window;
}

std::string big_endian(const Limbs& limbs) {
  const BignumHandle number = require(BignumHandle(BN_new()), "keeping a prime");
  set_number(number.get(), limbs);
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

}  // namespace

SafePrime generate_safe_prime(const SafePrimeWish& wish, const Minting& minting) {
  const Clock::time_point start = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  const DhKernel& kernel = chosen_dh_kernel(wish.kernel);
  const std::uint64_t bound = sieve_bound(wish.bits, kernel);
  const double expected = expected_candidates(wish.bits, static_cast<double>(bound));
  std::atomic<std::uint64_t> tried{0};
  SearchTeam team(wish.jobs, minting, [&] {
    return progress_line({.tried = tried, .seconds = seconds(), .expected = expected});
  });
  while (true) {
    const auto q = safe_prime_in(random_window(wish.bits, bound), kernel, team, tried);
    if (!q) continue;
    return {.p = big_endian(twice_plus_one(*q)),
            .candidates = tried,
            .expected = expected,
            .seconds = seconds(),
            .jobs = wish.jobs,
            .kernel = std::string(kernel.name)};
  }
}

}  // namespace postseal
