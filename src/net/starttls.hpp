// SPDX-License-Identifier: MIT
#pragma once

#include "core/served.hpp"

namespace postseal::net {

// Connects to a service, brings it to TLS and takes down the certificates it sends, whatever they
// are: nothing is verified, no name is sent along (SNI), and nothing is delivered. Whatever the
// service does, this returns soon after the limit. Throws Error only where this machine fails.
[[nodiscard]] ServiceLook look_at(const ServiceAddress& address);

}  // namespace postseal::net
