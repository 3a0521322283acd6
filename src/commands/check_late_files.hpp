// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/check_uses.hpp"

namespace postseal {

// What a daemon opens only when a session needs it, as $mail_owner and inside its chroot: the
// directories of CAs (CApath) and the trust anchors (smtp_tls_trust_anchor_file). All else but
// tafile= of a policy is opened at its start, as root.
[[nodiscard]] std::vector<CheckFinding> check_late_files(MaterialLook& look,
                                                         const std::vector<MaterialUse>& uses);

}  // namespace postseal
