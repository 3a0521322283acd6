// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "commands/tls_engine.hpp"
#include "core/tls_level.hpp"

namespace postseal {

// A delivery of smtp(8) or lmtp(8) at the level of main.cf, as far as our settings decide it: the
// peer offers STARTTLS. The log names it NAME[ADDRESS]:PORT, the next-hop NEXTHOP and its host
// HOST.
void deliver(TlsEngine& engine, std::string_view daemon, TlsLevel level);

}  // namespace postseal
