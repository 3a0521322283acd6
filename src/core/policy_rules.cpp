// SPDX-License-Identifier: MIT
#include "core/policy_rules.hpp"

#include <fmt/format.h>

#include <array>

#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Without the name of a transport, "smtp:[h]:587", which has to be one that runs smtp(8).
std::string_view after_transport(const CheckedConfig& config, std::string_view value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos) return {};
  const Service* service = config.master_cf.find(fmt::format("{}/unix", value.substr(0, colon)));
  return service != nullptr && daemon_of(*service) == "smtp" ? value.substr(colon + 1) : "";
}

// By default it is empty, which means DNS without DNSSEC.
bool is_dnssec(const CheckedConfig& config, const Service* service, std::string_view program) {
  const auto level = written_setting(config, service, fmt::format("{}_dns_support_level", program));
  return level && lower(level->value) == "dnssec";
}

}  // namespace

KeyCase key_case(const CheckedConfig& config, const Service* service) {
  if (config.version < PostfixVersion{3, 0, 0}) return KeyCase::ascii;
  if (const auto set = written_setting(config, service, "smtputf8_enable"))
    return lower(set->value) == "no" ? KeyCase::ascii : KeyCase::unicode;
  // By default it is on from compatibility_level 1 on, and that is 0 by default.
  const auto level = written_setting(config, service, "compatibility_level");
  return level && !level->value.starts_with('0') ? KeyCase::unicode : KeyCase::ascii;
}

PolicyRules policy_rules(const CheckedConfig& config, const Service* service,
                         std::string_view program) {
  const auto value = [&](std::string_view rest) {
    return value_in(config, service, fmt::format("{}_{}", program, rest));
  };
  PolicyRules rules{.version = config.version,
                    .program = std::string(program),
                    .digest_name = value("tls_fingerprint_digest"),
                    .pins = value("tls_fingerprint_cert_match"),
                    .verify_names = value("tls_verify_cert_match"),
                    .secure_names = value("tls_secure_cert_match"),
                    .has_trust_anchors = !value("tls_trust_anchor_file").empty(),
                    .has_cas = !value("tls_CAfile").empty() || !value("tls_CApath").empty(),
                    .has_dnssec = is_dnssec(config, service, program),
                    .key_case = key_case(config, service)};
  rules.digest = find_digest(rules.digest_name);
  return rules;
}

std::vector<NextHop> next_hops_in(const CheckedConfig& config, const Service* service) {
  struct Source {
    std::string_view parameter{};
    bool has_transport = false;
  };
  constexpr std::array<Source, 4> sources{{{"relayhost", false},
                                           {"smtp_fallback_relay", false},
                                           {"default_transport", true},
                                           {"relay_transport", true}}};
  std::vector<NextHop> found;
  for (const Source& source : sources) {
    const auto setting = written_setting(config, service, source.parameter);
    if (!setting) continue;
    for (const std::string& one : list_elements(setting->value)) {
      const std::string_view next_hop = source.has_transport ? after_transport(config, one) : one;
      if (!next_hop.empty())
        found.push_back({std::string(source.parameter), std::string(next_hop)});
    }
  }
  return found;
}

std::optional<Setting> written_setting(const CheckedConfig& config, const Service* service,
                                       std::string_view name) {
  const bool is_written = (service != nullptr && service->find(name) != nullptr) ||
                          config.main_cf.find(name) != nullptr;
  return is_written ? setting_of(config, service, name) : std::nullopt;
}

}  // namespace postseal
