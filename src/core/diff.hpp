// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/plan.hpp"

namespace postseal {

// A unified diff with three lines of context; empty if the texts are equal.
[[nodiscard]] std::string unified_diff(const TextChange& change);

}  // namespace postseal
