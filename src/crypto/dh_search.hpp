// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "crypto/dh_kernel.hpp"
#include "crypto/dh_sieve.hpp"
#include "crypto/limbs.hpp"
#include "crypto/search_team.hpp"

namespace postseal {

// The prime q of a safe prime p = 2q + 1 in a window; none: there is none. A team of one finds
// the first. `tried` counts the candidates.
[[nodiscard]] std::optional<Limbs> safe_prime_in(const DhWindow& window, const DhKernel& kernel,
                                                 SearchTeam& team,
                                                 std::atomic<std::uint64_t>& tried);

}  // namespace postseal
