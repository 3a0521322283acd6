// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include "commands/context.hpp"
#include "core/plan.hpp"

namespace postseal {

// The repairs of `check --fix` that no one can regret: modes and owners, indexes of lookup tables
// that are missing or older than their source, parameters that are obsolete, and protocol lists in
// the range syntax. Nothing becomes less strict, and no key or certificate is touched.
// Errors: those of observe_config() and observe_modes().
[[nodiscard]] Plan repair_plan(Context& context);

// Legacy certificate and key parameters of main.cf to one chain file: a transaction of its own for
// each pair. None for what an ACME client renews in place (its hook is the way), and before 3.4.
[[nodiscard]] std::vector<std::function<Planned()>> legacy_conversions(Context& context);

}  // namespace postseal
