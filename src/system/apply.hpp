// SPDX-License-Identifier: MIT
#pragma once

#include "core/plan.hpp"
#include "system/host.hpp"

namespace postseal {

// Carries a plan out, all of it or none: everything is minted in memory, then staged unseen beside
// its target, then published by rename in the order of the plan. Whatever fails, what was already
// published is put back and the Error is passed on, with a message that says so.
Applied apply(const Plan& plan, Host& host, const Minting& minting);

}  // namespace postseal
