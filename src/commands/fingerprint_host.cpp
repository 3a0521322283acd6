// SPDX-License-Identifier: MIT
#include "commands/fingerprint_host.hpp"

#include <algorithm>
#include <optional>

#include "commands/host_looks.hpp"

namespace postseal {

std::vector<Certificate> shown_by(Context& context, const HostPort& host, bool implicit) {
  ServiceAddress address = service_of(host, implicit ? TlsStart::at_once : TlsStart::by_port);
  std::vector<Certificate> all;
  std::optional<ServiceLook> failed;
  for (const char* algorithm : {"rsa", "ec"}) {
    address.algorithm = algorithm;
    const ServiceLook look = context.host().look_at_service(address);
    for (const Certificate& one : chain_of(look))
      if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    if (look.outcome != LookOutcome::shown && !failed) failed = look;
    // Who does not answer is not asked twice.
    if (look.outcome == LookOutcome::no_answer) break;
  }
  if (all.empty()) throw nothing_shown(address, failed.value_or(ServiceLook{}));
  return all;
}

}  // namespace postseal
