// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/dh_groups.hpp"
#include "core/dh_params.hpp"
#include "core/dh_verdict.hpp"
#include "core/plan.hpp"

namespace postseal {

// A prime p = 2q + 1 with q prime and p = 23 mod 24, so that 2 generates the subgroup of order q.
struct SafePrime {
  std::string p{};               // big-endian, without leading zeros
  std::uint64_t candidates = 0;  // that were tried, by all threads
  double expected = 0;           // that such a search tries on average
  double seconds = 0;
  int jobs = 1;
  std::string kernel{};  // what did the computing: the name of a DhKernel
};

struct SafePrimeWish {
  int bits = 0;
  int jobs = 1;          // threads
  std::string kernel{};  // empty: the fastest
};

// The first thread to find one ends the search. Says how it is going several times a second.
// Errors: "interrupted" when asked to stop, "dh-kernel", "crypto-failed".
[[nodiscard]] SafePrime generate_safe_prime(const SafePrimeWish& wish, const Minting& minting);

// PEM "DH PARAMETERS" (PKCS#3): what Postfix of every version reads.
[[nodiscard]] std::string dh_pem_of(const SafePrime& prime);
[[nodiscard]] std::string dh_pem_of(DhGroup group);

// Tests the numbers: prime and safe prime (Miller-Rabin to random bases, wrong once in 2^40), the
// order of the generator, known primes. Takes seconds at most: above most_dh_bits only what costs
// nothing.
[[nodiscard]] DhFacts examine_dh(const DhParams& params);

}  // namespace postseal
