// SPDX-License-Identifier: MIT
#include "crypto/limbs.hpp"

#include <bit>
#include <cstddef>

#include "crypto/openssl.hpp"

namespace postseal {
namespace {

constexpr std::size_t limb_bytes = 8;
constexpr int limb_bits = 64;

}  // namespace

// By way of bytes: a BIGNUM shows its words to nobody, and they may be of 32 bits.
Limbs limbs_of(const BIGNUM* number) {
  const auto size = static_cast<std::size_t>(BN_num_bytes(number));
  std::vector<unsigned char> bytes((size + limb_bytes - 1) / limb_bytes * limb_bytes);
  if (BN_bn2lebinpad(number, bytes.data(), static_cast<int>(bytes.size())) < 0)
    crypto_failed("reading a number");
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

int bit_length(std::span<const std::uint64_t> limbs) {
  std::size_t size = limbs.size();
  while (size > 0 && limbs[size - 1] == 0) --size;
  return size == 0 ? 0 : static_cast<int>(size) * limb_bits - std::countl_zero(limbs[size - 1]);
}

Limbs plus(Limbs limbs, std::uint64_t more) {
  for (std::uint64_t& limb : limbs) {
    limb += more;
    more = limb < more ? 1 : 0;
    if (more == 0) return limbs;
  }
  limbs.push_back(more);
  return limbs;
}

Limbs half_of(Limbs limbs) {
  std::uint64_t from_above = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    const std::uint64_t low_bit = limbs[i] & 1;
    limbs[i] = (limbs[i] >> 1) | (from_above << (limb_bits - 1));
    from_above = low_bit;
  }
  return limbs;
}

Limbs twice_plus_one(Limbs limbs) {
  std::uint64_t from_below = 1;
  for (std::uint64_t& limb : limbs) {
    const std::uint64_t high_bit = limb >> (limb_bits - 1);
    limb = (limb << 1) | from_below;
    from_below = high_bit;
  }
  if (from_below != 0) limbs.push_back(from_below);
  return limbs;
}

}  // namespace postseal
