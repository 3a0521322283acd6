// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "commands/tls_engine.hpp"

namespace postseal {

struct ServerLevel {
  bool use = false;
  bool enforce = false;
};

// The level of a server, from its security level or else from DAEMON_use_tls and
// DAEMON_enforce_tls. WRAPPED: TLS from the first byte on.
[[nodiscard]] ServerLevel read_server_level(TlsEngine& engine, std::string_view daemon,
                                            bool wrapped);

}  // namespace postseal
