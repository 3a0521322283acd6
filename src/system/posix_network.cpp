// SPDX-License-Identifier: MIT
// PosixHost: what the services of this machine show.
#include "system/posix_host.hpp"

#include "net/looks.hpp"
#include "net/mx_lookup.hpp"

namespace postseal {

ServiceLook PosixHost::look_at_service(const ServiceAddress& address) const {
  return net::look_at(address);
}

void PosixHost::look_at_services(const std::vector<ServiceAddress>& addresses, std::size_t at_once,
                                 const TakeLook& take) const {
  net::look_at_all(addresses, at_once, take);
}

MailExchangers PosixHost::mail_exchangers(const std::string& domain) const {
  return net::look_up_mx({.domain = domain});
}

}  // namespace postseal
