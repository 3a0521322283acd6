// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace postseal::net {

// How many of WANTED connections this process may have at once. The soft limit on descriptors is
// raised as far as that needs and the hard limit lets it; at least one there always is.
[[nodiscard]] std::size_t room_for_connections(std::size_t wanted);

}  // namespace postseal::net
