// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/checked_config.hpp"
#include "core/host_port.hpp"
#include "core/policy_entry.hpp"

namespace postseal {

// Where mail for a next hop goes.
struct NextHopTarget {
  HostPort host{};      // the host itself, or a domain whose MX hosts take it
  bool has_mx = false;  // a domain
};

// nullopt: a parent (".example.net"), which is many next hops, or nothing that can be connected to.
// Without DNS (smtp_dns_support_level, smtp_host_lookup) a domain is a host.
[[nodiscard]] std::optional<NextHopTarget> target_of(std::string_view next_hop,
                                                     const CheckedConfig& config);

// HOST with the port of the next hop, where it has none of its own.
[[nodiscard]] HostPort with_port_of(std::string_view next_hop, const CheckedConfig& config,
                                    HostPort host);

// The name that smtp(8) sends along to HOST (SNI): at dane that of the host, else what servername
// of the entry or smtp_tls_servername says; "": none.
[[nodiscard]] std::string server_name(const CheckedConfig& config, const PolicyEntry& entry,
                                      std::string_view next_hop, const std::string& host);

}  // namespace postseal
