// SPDX-License-Identifier: MIT
#pragma once

#include "commands/tls_engine.hpp"

namespace postseal {

// The key exchange groups of a server: before Postfix 3.6 as smtpd_tls_eecdh_grade says.
void choose_server_groups(TlsEngine& engine);

}  // namespace postseal
