// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "crypto/chain.hpp"

namespace postseal {

// What a certificate is to a chain.
enum class ChainRole {
  member,      // the leaf or an intermediate
  duplicate,   // equal to one before it
  root,        // a self-signed end of this chain or of another path from the leaf
  other_path,  // an issuer of the leaf or of its issuers, on a path that was not taken
  stranger,    // none of these
};

// The role of each of CERTIFICATES in CHAIN, which FINDER found; they were added to FINDER.
[[nodiscard]] std::vector<ChainRole> roles_in(const Chain& chain,
                                              const std::vector<Certificate>& certificates,
                                              ChainFinder& finder);

// Why a certificate of that role is not written: "duplicate", "root", ...
[[nodiscard]] std::string_view why_ignored(ChainRole role);

}  // namespace postseal
