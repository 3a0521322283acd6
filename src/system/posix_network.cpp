// SPDX-License-Identifier: MIT
// PosixHost: what the services of this machine show.
#include "system/posix_host.hpp"

#include "net/starttls.hpp"

namespace postseal {

ServiceLook PosixHost::look_at_service(const ServiceAddress& address) const {
  return net::look_at(address);
}

}  // namespace postseal
