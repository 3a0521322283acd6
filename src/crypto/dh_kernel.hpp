// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace postseal {

// base^exponent mod modulus. All numbers are little-endian 64-bit limbs, as many as the modulus
// has; the modulus is odd and its top limb is not 0. No base: 2. An exponent may be shorter.
struct PowerJob {
  std::span<const std::uint64_t> modulus{};
  std::span<const std::uint64_t> exponent{};
  std::span<const std::uint64_t> base{};
};

// What a power is worth to a test of primality: 1, modulus - 1, or neither.
enum class Residue { one, minus_one, other };

// A way to raise many numbers to powers at once.
struct DhKernel {
  std::string_view name{};  // "ifma", "avx2", "openssl"
  std::size_t lanes = 1;    // jobs that cost as much as one
  bool (*usable)() = nullptr;
  // Residues of any number of jobs, in their order. Their moduli are of about one length: they
  // differ by a bit at most (q and p = 2q + 1, which may be the bit that needs a limb more).
  std::vector<Residue> (*powers)(std::span<const PowerJob> jobs) = nullptr;
  double speed = 1;  // powers in the time that the portable kernel takes for one, roughly
};

// Fastest first; the last one is for every processor.
[[nodiscard]] std::span<const DhKernel> all_dh_kernels();
// The fastest that this processor has, or the one that POSTSEAL_DH_KERNEL names (for tests); Error
// "dh-kernel" where it is unknown or not usable here.
[[nodiscard]] const DhKernel& chosen_dh_kernel(std::string_view wanted);

}  // namespace postseal
