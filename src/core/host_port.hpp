// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// A host as people name it beside files.
struct HostPort {
  std::string host{};         // a DNS name in lower case with A-labels, or an address
  std::optional<int> port{};  // nullopt: none was given
};

// "mx.example.org", "mx.example.org:465", "[192.0.2.1]:smtp", "[2001:db8::1]". A name without port
// and brackets has to have a dot, and none of the endings that files of certificates and keys have.
// nullopt: it is no such thing.
[[nodiscard]] std::optional<HostPort> parse_host_port(std::string_view text);

}  // namespace postseal
