// SPDX-License-Identifier: MIT
#pragma once

#include "commands/context.hpp"
#include "commands/modes_files.hpp"
#include "core/modes.hpp"
#include "core/plan.hpp"

namespace postseal {

// The steps that put modes, owners, groups and SELinux contexts right; what is good stays. Notes
// say where a symbolic link leads to what changes.
[[nodiscard]] Plan modes_plan(const ModesSeen& seen, const ModeRules& rules, Context& context);

}  // namespace postseal
