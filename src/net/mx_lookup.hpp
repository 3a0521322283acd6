// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "core/served.hpp"

namespace postseal::net {

struct MxQuestion {
  std::string domain{};                    // as people write it
  std::chrono::milliseconds limit{10000};  // for all of it
  std::string servers{};                   // "127.0.0.1:5300", with commas; "": the system's own
};

// Asks the name servers which hosts take mail for a domain, in this thread. Whatever they say, this
// returns by the limit and throws nothing: what went wrong is in `error`. Without an MX record the
// domain itself is the host if it has an address (RFC 5321, 5.1), in /etc/hosts or in the DNS.
[[nodiscard]] MailExchangers look_up_mx(const MxQuestion& question);

}  // namespace postseal::net
