// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "cli/parse.hpp"
#include "commands/context.hpp"
#include "core/plan.hpp"
#include "system/host.hpp"

namespace postseal::cli {

// What a command came to: its plan, with those of its others at the end, and its answer.
struct Settled {
  Planned planned{};
  std::optional<Answer> answer{};
};

// Takes the lock, ends what an earlier run has left half done, plans, and carries the plan out (not
// under --dry-run), then its others. What failed is remembered where the command knows how, and
// thrown.
[[nodiscard]] Settled settle_all(const Request& request, const Globals& globals, Context& context,
                                 Host& host);

}  // namespace postseal::cli
