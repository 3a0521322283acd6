// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/error.hpp"
#include "core/host_port.hpp"
#include "core/served.hpp"
#include "crypto/certificate.hpp"

namespace postseal {

inline constexpr int smtp_port = 25;
inline constexpr int submissions_port = 465;

// When a service speaks TLS: after STARTTLS, but for port 465; or at once, as --implicit says.
enum class TlsStart { by_port, at_once };

// The service that is meant by HOST[:PORT].
[[nodiscard]] ServiceAddress service_of(const HostPort& host, TlsStart start);

// What a service shows, three times: to a client that takes any certificate, as smtp(8) does, and
// to those that take only RSA and only ECDSA.
struct HostLooks {
  ServiceAddress address{};  // without an algorithm
  ServiceLook usual{};
  ServiceLook rsa{};
  ServiceLook ecdsa{};
};

// All of them, AT_ONCE looks at a time; in the order of ADDRESSES.
[[nodiscard]] std::vector<HostLooks> look_at_hosts(Context& context,
                                                   const std::vector<ServiceAddress>& addresses,
                                                   std::size_t at_once);

// The certificates that were sent, leaf first; empty where there is none that can be read.
[[nodiscard]] std::vector<Certificate> chain_of(const ServiceLook& look);

// "did not answer: ...", "offers no STARTTLS".
[[nodiscard]] std::string words_for(const ServiceLook& look);

// "mx.example.org:25", "[2001:db8::1]:25".
[[nodiscard]] std::string text_of(const ServiceAddress& address);

// The Error "host-no-answer" for a service that showed no certificate.
[[nodiscard]] Error nothing_shown(const ServiceAddress& address, const ServiceLook& look);

}  // namespace postseal
