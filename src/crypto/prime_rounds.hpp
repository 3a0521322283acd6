// SPDX-License-Identifier: MIT
#pragma once

#include "crypto/dh_kernel.hpp"
#include "crypto/limbs.hpp"
#include "crypto/search_team.hpp"

namespace postseal {

// 64 rounds of Miller and Rabin with random bases for a number that is 3 modulo 4. One round lets
// through a composite with a probability of at most 1/4 whatever the number is: together 2^-128.
[[nodiscard]] bool passes_rounds(const Limbs& number, const DhKernel& kernel, SearchTeam& team);

}  // namespace postseal
