// SPDX-License-Identifier: MIT
// PosixHost: what the services of this machine show.
#include "system/posix_host.hpp"

#include "net/mx_lookup.hpp"
#include "net/starttls.hpp"

namespace postseal {

ServiceLook PosixHost::look_at_service(const ServiceAddress& address) const {
  return net::look_at(address);
}

void PosixHost::look_at_services(const std::vector<ServiceAddress>& addresses,
                                 std::size_t /*at_once*/, const TakeLook& take) const {
  for (std::size_t i = 0; i < addresses.size(); ++i) take(i, net::look_at(addresses[i]));
}

MailExchangers PosixHost::mail_exchangers(const std::string& domain) const {
  return net::look_up_mx({.domain = domain});
}

}  // namespace postseal
