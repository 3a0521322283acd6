// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace postseal {

using SmallPrimes = std::vector<std::uint32_t>;

// The odd primes up to a limit, that included.
[[nodiscard]] SmallPrimes odd_primes_to(std::uint32_t limit);

// The primes of [first, end), first >= 3; `base` has the odd primes up to the root of `end`.
[[nodiscard]] SmallPrimes primes_between(std::uint64_t first, std::uint64_t end,
                                         const SmallPrimes& base);

}  // namespace postseal
