// SPDX-License-Identifier: MIT
#pragma once

#include "commands/tls_engine.hpp"

namespace postseal {

// smtpd(8) from its start to the handshake with a client that wants a certificate.
void start_smtpd(TlsEngine& engine);

// What tlsproxy(8) does for postscreen(8), once it has read its values.
void start_tlsproxy_server(TlsEngine& engine);

}  // namespace postseal
