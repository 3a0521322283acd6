// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/context.hpp"
#include "commands/policy_edit.hpp"
#include "core/plan.hpp"
#include "core/policy_entry.hpp"

namespace postseal {

// What `policy set` does: judges ENTRY as this Postfix would, and writes it to TABLE ("": the one
// that has the key, else the first, else a new one that main.cf is told of). Its answer has the
// entry, "table" and "before".
[[nodiscard]] Planned plan_policy_entry(Context& context, const PolicyEntry& entry,
                                        const std::string& table);

}  // namespace postseal
