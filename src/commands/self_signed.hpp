// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/identity.hpp"
#include "commands/identity_state.hpp"

namespace postseal {

// The steps of a self-signed identity (identity_steps), kept as a generation where they write
// anything. EDITS: what the same plan does to main.cf.
struct SelfSignedWish {
  std::string why{};  // "init", "apply"
  std::vector<ParameterEdit> edits{};
  Time now{};
};
[[nodiscard]] std::vector<Step> self_signed_steps(const Context& context, const StateSeen& state,
                                                  const IdentitySeen& identity,
                                                  const SelfSignedWish& wish);

// Adds the paths of an identity's files to LIST.
[[nodiscard]] std::vector<std::string> paths_of(const IdentitySeen& identity);

}  // namespace postseal
