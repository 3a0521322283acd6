// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/check_uses.hpp"

namespace postseal {

// Where files are: below an ACME client that swaps them one by one, relative to a directory that
// few expect, session caches in a directory that is not tlsmgr's.
[[nodiscard]] std::vector<CheckFinding> check_places(MaterialLook& look,
                                                     const std::vector<MaterialUse>& uses);

}  // namespace postseal
