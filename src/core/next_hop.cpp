// SPDX-License-Identifier: MIT
#include "core/next_hop.hpp"

#include <algorithm>

#include "core/policy_match.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// As mail_params.c has it: without DNS there is no smtp_host_lookup that could ask it.
bool looks_up_mx(const CheckedConfig& config) {
  const std::string level = lower(value_in(config, nullptr, "smtp_dns_support_level"));
  if (level == "disabled") return false;
  if (level.empty() && is_on(config, nullptr, "disable_dns_lookups")) return false;
  const std::string how = lower(value_in(config, nullptr, "smtp_host_lookup"));
  return how.empty() || how.find("dns") != std::string::npos;
}

}  // namespace

std::optional<NextHopTarget> target_of(std::string_view next_hop, const CheckedConfig& config) {
  if (next_hop.starts_with('.') || next_hop.find('/') != std::string_view::npos)
    return std::nullopt;
  const bool is_bracketed = next_hop.starts_with('[');
  // In brackets even a name without a dot is a host.
  std::string text(next_hop);
  if (!is_bracketed) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    text = "[" + text.substr(0, colon) + "]" + text.substr(colon);
  }
  const auto host = parse_host_port(text);
  if (!host) return std::nullopt;
  return NextHopTarget{.host = *host,
                       .has_mx = !is_bracketed && !is_address(host->host) && looks_up_mx(config)};
}

HostPort with_port_of(std::string_view next_hop, const CheckedConfig& config, HostPort host) {
  const auto target = host.port ? std::nullopt : target_of(next_hop, config);
  if (target) host.port = target->host.port;
  return host;
}

std::string server_name(const CheckedConfig& config, const PolicyEntry& entry,
                        std::string_view next_hop, const std::string& host) {
  if (config.version < PostfixVersion{3, 4, 0}) return "";
  std::string name = value_in(config, nullptr, "smtp_tls_servername");
  for (const PolicyAttribute& one : entry.attributes)
    if (one.name == "servername" && one.value) name = *one.value;
  if (entry.level.starts_with("dane") || name == "hostname") name = host;
  if (name == "nexthop") name = lower(domain_in_next_hop(next_hop));
  return is_address(name) ? "" : name;  // RFC 6066, 3: an address is no server name
}

}  // namespace postseal
