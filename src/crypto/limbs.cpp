// SPDX-License-Identifier: MIT
#include "crypto/limbs.hpp"

#include <cstddef>

namespace postseal {
namespace {

constexpr std::size_t limb_bytes = 8;

}  // namespace

// By way of bytes: a BIGNUM shows its words to nobody, and they may be of 32 bits.
Limbs limbs_of(const BIGNUM* number) {
  const auto size = static_cast<std::size_t>(BN_num_bytes(number));
  std::vector<unsigned char> bytes((size + limb_bytes - 1) / limb_bytes * limb_bytes);
  require(BN_bn2lebinpad(number, bytes.data(), static_cast<int>(bytes.size())) >= 0 ? 1 : 0,
          "reading a number");
  Limbs limbs(bytes.size() / limb_bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    limbs[i / limb_bytes] |= std::uint64_t{bytes[i]} << (8 * (i % limb_bytes));
  return limbs;
}

void set_number(BIGNUM* number, std::span<const std::uint64_t> limbs) {
  std::vector<unsigned char> bytes(limbs.size() * limb_bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<unsigned char>(limbs[i / limb_bytes] >> (8 * (i % limb_bytes)));
  if (BN_lebin2bn(bytes.data(), static_cast<int>(bytes.size()), number) == nullptr)
    crypto_failed("keeping a number");
}

}  // namespace postseal
