// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/check_sni.hpp"

namespace postseal {

// Who may read and change the files that the configuration names, and the directories above them:
// what `modes check` says.
[[nodiscard]] std::vector<CheckFinding> check_access(MaterialLook& look,
                                                     const std::vector<SniFile>& sni_files);

}  // namespace postseal
