// SPDX-License-Identifier: MIT
#include "core/tls_services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// What one service makes of a parameter.
class Settings {
 public:
  Settings(const Service& service, const MainCf& main_cf, const Lookup& defaults)
      : lookup_([&](std::string_view name) -> std::optional<std::string> {
          if (const ParameterLine* line = service.find(name)) return line->value;
          if (const ParameterLine* line = main_cf.find(name)) return line->value;
          return defaults(name);
        }) {}

  [[nodiscard]] std::string operator[](std::string_view name) const {
    const auto value = lookup_(name);
    return value ? expand(*value, lookup_) : "";
  }
  [[nodiscard]] bool is_yes(std::string_view name) const { return lower((*this)[name]) == "yes"; }
  [[nodiscard]] std::string absolute(const std::string& path) const {
    if (path.starts_with('/')) return path;
    return fmt::format("{}/{}", (*this)["queue_directory"], path);
  }

 private:
  Lookup lookup_;
};

std::vector<LegacyFiles> legacy_files(const Settings& settings) {
  constexpr std::array families{
      std::array<std::string_view, 3>{"RSA", "cert_file", "key_file"},
      std::array<std::string_view, 3>{"DSA", "dcert_file", "dkey_file"},
      std::array<std::string_view, 3>{"ECDSA", "eccert_file", "eckey_file"}};
  std::vector<LegacyFiles> all;
  for (const auto& [family, certificate, key] : families) {
    const std::string file = settings[fmt::format("smtpd_tls_{}", certificate)];
    if (file.empty() || file == "none") continue;
    const std::string key_file = settings[fmt::format("smtpd_tls_{}", key)];
    all.push_back({.family = std::string(family),
                   .certificate = settings.absolute(file),
                   .key = settings.absolute(key_file.empty() ? file : key_file)});
  }
  return all;
}

// Where to reach a service that listens on every interface, or on those of inet_interfaces.
std::string reachable_host(const Settings& settings) {
  const std::vector<std::string> protocols = list_elements(settings["inet_protocols"]);
  const bool only_v6 = protocols.size() == 1 && protocols[0] == "ipv6";
  const std::string loopback = only_v6 ? "::1" : "127.0.0.1";
  for (std::string name : list_elements(settings["inet_interfaces"])) {
    if (name == "all" || name == "loopback-only") return loopback;
    if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
    return name;
  }
  return loopback;
}

bool offers_tls(const Settings& settings) {
  const std::string level = lower(settings["smtpd_tls_security_level"]);
  if (!level.empty()) return level != "none";
  return settings.is_yes("smtpd_use_tls") || settings.is_yes("smtpd_enforce_tls");
}

bool runs_server(const Service& service) {
  if (service.command.empty()) return false;
  return service.command.front() == "smtpd" || service.command.front() == "postscreen";
}

}  // namespace

bool TlsService::uses(const std::string& path) const {
  if (!chain_value.empty())
    return std::find(chain_files.begin(), chain_files.end(), path) != chain_files.end();
  return std::any_of(legacy.begin(), legacy.end(), [&](const LegacyFiles& files) {
    return files.certificate == path || files.key == path;
  });
}

std::vector<TlsService> tls_services(const MainCf& main_cf, const MasterCf& master_cf,
                                     const Lookup& defaults) {
  std::vector<TlsService> services;
  for (const Service& service : master_cf.services) {
    if (!runs_server(service)) continue;
    const Settings settings(service, main_cf, defaults);
    TlsService found{.key = service.key(),
                     .endpoint = endpoint_of(service),
                     .implicit = settings.is_yes("smtpd_tls_wrappermode"),
                     .offers_tls = offers_tls(settings),
                     .chain_value = settings["smtpd_tls_chain_files"],
                     .legacy = legacy_files(settings)};
    found.offers_tls = found.offers_tls || found.implicit;
    if (found.endpoint && found.endpoint->host.empty())
      found.endpoint->host = reachable_host(settings);
    for (const std::string& file : list_elements(found.chain_value))
      found.chain_files.push_back(settings.absolute(file));
    services.push_back(std::move(found));
  }
  return services;
}

}  // namespace postseal
