// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/check_uses.hpp"

namespace postseal {

// The files and directories of CAs that the services use: what is in them, and whether the daemons
// can reach what they open while they run, as $mail_owner and in their chroot.
[[nodiscard]] std::vector<CheckFinding> check_cas(MaterialLook& look,
                                                  const std::vector<MaterialUse>& uses);

}  // namespace postseal
