// SPDX-License-Identifier: MIT
#include "crypto/chain_roles.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace postseal {
namespace {

// Everything above the leaf, by signature or by what a certificate with a bad one claims.
std::set<std::size_t> reachable(const Certificate& leaf, CertificatePool& pool) {
  const std::size_t start = pool.add(leaf);
  std::set<std::size_t> seen{start};
  std::vector<std::size_t> open{start};
  while (!open.empty()) {
    const std::size_t number = open.back();
    open.pop_back();
    std::vector<std::size_t> issuers = pool.issuers_of(number);
    if (issuers.empty()) issuers = pool.claimed_issuers_of(number);
    for (const std::size_t issuer : issuers)
      if (seen.insert(issuer).second) open.push_back(issuer);
  }
  return seen;
}

bool signs_itself(std::size_t number, CertificatePool& pool) {
  const auto& issuers = pool.issuers_of(number);
  return std::find(issuers.begin(), issuers.end(), number) != issuers.end();
}

}  // namespace

std::vector<ChainRole> roles_in(const Chain& chain, const std::vector<Certificate>& certificates,
                                ChainFinder& finder) {
  CertificatePool& pool = finder.pool();
  const std::set<std::size_t> above = reachable(chain.certificates.front(), pool);
  std::set<std::size_t> met;
  std::vector<ChainRole> roles;
  for (const Certificate& certificate : certificates) {
    const std::size_t number = pool.add(certificate);
    const auto& members = chain.certificates;
    const bool member = std::find(members.begin(), members.end(), certificate) != members.end();
    roles.push_back(!met.insert(number).second   ? ChainRole::duplicate
                    : member                     ? ChainRole::member
                    : !above.contains(number)    ? ChainRole::stranger
                    : signs_itself(number, pool) ? ChainRole::root
                                                 : ChainRole::other_path);
  }
  return roles;
}

std::string_view why_ignored(ChainRole role) {
  switch (role) {
    case ChainRole::member:
      return "";
    case ChainRole::duplicate:
      return "duplicate";
    case ChainRole::root:
      return "root: clients have their own";
    case ChainRole::other_path:
      return "on a path that was not taken";
    case ChainRole::stranger:
      return "stranger: not an issuer in this chain";
  }
  return "";
}

}  // namespace postseal
