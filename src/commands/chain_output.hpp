// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/plan.hpp"
#include "core/secret.hpp"
#include "crypto/chain.hpp"

namespace postseal {

// What chain build says and writes of a chain, whether of one leaf or of many.

// Error "issuer-missing" for a chain that does not end; LEAF is the file of its leaf.
void refuse_incomplete(const Chain& chain, const std::string& leaf);

enum class WithRoot { no, yes };  // at its end; a self-signed leaf is there anyway
[[nodiscard]] Secret chain_pem(const Chain& chain, WithRoot with_root);

// The subjects, the earliest end, the fingerprint of the leaf.
[[nodiscard]] Facts chain_facts(const Chain& chain);

}  // namespace postseal
