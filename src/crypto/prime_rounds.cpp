// SPDX-License-Identifier: MIT
#include "crypto/prime_rounds.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "crypto/openssl.hpp"

namespace postseal {
namespace {

constexpr std::size_t rounds = 64;
constexpr std::string_view doing = "drawing a random base";

// In [2, number - 2], with as many limbs as the number.
std::vector<Limbs> random_bases(const Limbs& number) {
  const BignumHandle range = require(BignumHandle(BN_new()), doing);
  const BignumHandle base = require(BignumHandle(BN_new()), doing);
  set_number(range.get(), number);
  require(BN_sub_word(range.get(), 3), doing);
  std::vector<Limbs> bases;
  for (std::size_t i = 0; i < rounds; ++i) {
    require(BN_priv_rand_range(base.get(), range.get()), doing);
    require(BN_add_word(base.get(), 2), doing);
    bases.push_back(limbs_of(base.get()));
    bases.back().resize(number.size());
  }
  return bases;
}

}  // namespace

bool passes_rounds(const Limbs& number, const DhKernel& kernel, SearchTeam& team) {
  const Limbs half = half_of(number);
  const std::vector<Limbs> bases = random_bases(number);
  std::vector<PowerJob> jobs;
  for (const Limbs& base : bases)
    jobs.push_back({.modulus = number, .exponent = half, .base = base});
  std::atomic<std::size_t> next{0};
  std::atomic<bool> composite{false};
  team.run([&] {
    while (!team.over() && !composite) {
      const std::size_t first = next.fetch_add(kernel.lanes);
      if (first >= jobs.size()) return;
      const std::size_t size = std::min(kernel.lanes, jobs.size() - first);
      const auto residues = kernel.powers(std::span(jobs).subspan(first, size));
      if (std::ranges::count(residues, Residue::other) > 0) composite = true;
    }
  });
  return !composite;
}

}  // namespace postseal
