// SPDX-License-Identifier: MIT
#pragma once

#include "commands/tls_engine.hpp"

namespace postseal {

// tlsproxy(8): the server's half, then the client's.
void start_tlsproxy(TlsEngine& engine);

// postscreen(8), which leaves TLS to the tlsproxy service.
void start_postscreen(TlsEngine& engine);

}  // namespace postseal
