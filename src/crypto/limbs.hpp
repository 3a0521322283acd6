// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <span>
#include <vector>

namespace postseal {

// A number as DhKernel computes with it: little-endian, the top limb is not 0.
using Limbs = std::vector<std::uint64_t>;

// As few limbs as the number needs.
[[nodiscard]] Limbs limbs_of(const BIGNUM* number);
void set_number(BIGNUM* number, std::span<const std::uint64_t> limbs);

[[nodiscard]] int bit_length(std::span<const std::uint64_t> limbs);
[[nodiscard]] Limbs plus(Limbs limbs, std::uint64_t more);
[[nodiscard]] Limbs half_of(Limbs limbs);  // rounded down, and as many limbs as before
[[nodiscard]] Limbs twice_plus_one(Limbs limbs);

}  // namespace postseal
