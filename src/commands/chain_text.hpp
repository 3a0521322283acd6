// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/plan.hpp"
#include "crypto/chain.hpp"
#include "crypto/chain_lint.hpp"

namespace postseal {

// The chain as a tree, a line per certificate, each one step further in than what it issued; then
// whether it is complete and trusted.
[[nodiscard]] std::string chain_text(const Chain& chain);

// A line for each certificate that was left out, with the reason; "" for none.
[[nodiscard]] std::string ignored_text(const std::vector<ChainReport::Ignored>& ignored);

// {"subjects", "complete", "trusted", "not_after", "ignored"}; of several chains all of them, one
// after another: complete and trusted if every one is.
[[nodiscard]] Json chains_json(const std::vector<Chain>& chains,
                               const std::vector<ChainReport::Ignored>& ignored);

}  // namespace postseal
