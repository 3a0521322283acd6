// SPDX-License-Identifier: MIT
#pragma once

#include "commands/tls_engine.hpp"

namespace postseal {

// smtpd(8) from its start to the handshake with a client that wants a certificate.
void start_smtpd(TlsEngine& engine);

}  // namespace postseal
