// SPDX-License-Identifier: MIT
#pragma once

#include "commands/tls_engine.hpp"

namespace postseal {

// smtp(8) or lmtp(8) from its start to a delivery to which no policy entry applies.
void start_smtp(TlsEngine& engine, std::string_view daemon);

// What tlsproxy(8) does for smtp(8) with smtp_tls_connection_reuse, from Postfix 3.4 on.
void start_tlsproxy_client(TlsEngine& engine);

}  // namespace postseal
