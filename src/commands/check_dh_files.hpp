// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/check_uses.hpp"

namespace postseal {

// The files of DH parameters that the servers name: what is in them, and what this Postfix makes of
// it.
[[nodiscard]] std::vector<CheckFinding> check_dh_files(MaterialLook& look,
                                                       const std::vector<MaterialUse>& uses);

}  // namespace postseal
