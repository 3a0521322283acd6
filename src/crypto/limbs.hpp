// SPDX-License-Identifier: MIT
#pragma once

// Seen by .cpp files of crypto only: numbers of OpenSSL as the limbs that DhKernel computes with.

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/openssl.hpp"

namespace postseal {

using Limbs = std::vector<std::uint64_t>;  // little-endian

// As few limbs as the number needs.
[[nodiscard]] Limbs limbs_of(const BIGNUM* number);
void set_number(BIGNUM* number, std::span<const std::uint64_t> limbs);

}  // namespace postseal
