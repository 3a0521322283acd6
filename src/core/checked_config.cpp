// SPDX-License-Identifier: MIT
#include "core/checked_config.hpp"

#include <set>

#include "core/compatibility_level.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

const ParameterLine* line_of(const CheckedConfig& config, const Service* service,
                             std::string_view name) {
  if (service != nullptr)
    if (const ParameterLine* line = service->find(name)) return line;
  return config.main_cf.find(name);
}

Lookup lookup_in(const CheckedConfig& config, const Service* service) {
  return [&config, service](std::string_view name) -> std::optional<std::string> {
    if (const ParameterLine* line = line_of(config, service, name)) return line->value;
    return config.defaults(name);
  };
}

}  // namespace

std::optional<Setting> setting_of(const CheckedConfig& config, const Service* service,
                                  std::string_view name) {
  Setting setting;
  if (const ParameterLine* line = line_of(config, service, name)) {
    const bool overridden = service != nullptr && service->find(name) != nullptr;
    setting.written = line->value;
    setting.path = overridden ? config.master_cf.path : config.main_cf.path;
    setting.line = line->line;
  } else if (auto value = config.defaults(name)) {
    setting.written = std::move(*value);
  } else {
    return std::nullopt;
  }
  try {
    setting.value = expand(setting.written, lookup_in(config, service));
  } catch (const Error& error) {
    setting.problem = error.problem();
  }
  return setting;
}

std::string value_in(const CheckedConfig& config, const Service* service, std::string_view name) {
  const auto setting = setting_of(config, service, name);
  return setting ? setting->value : "";
}

bool is_on(const CheckedConfig& config, const Service* service, std::string_view name) {
  const std::string value = lower(value_in(config, service, name));
  if (value == "yes" || value == "no") return value == "yes";
  return lower(config.defaults(name).value_or("no")) == "yes";
}

std::string daemon_of(const Service& service) {
  return service.command.empty() ? "" : service.command.front();
}

std::vector<const Service*> services_running(const CheckedConfig& config, std::string_view daemon) {
  std::vector<const Service*> found;
  std::set<std::string> seen;
  for (const Service& service : config.master_cf.services)
    if (seen.insert(service.key()).second && daemon_of(service) == daemon)
      found.push_back(&service);
  return found;
}

bool is_chrooted(const CheckedConfig& config, const Service& service) {
  if (service.chroot == "y") return true;
  if (service.chroot != "-") return false;
  if (config.version < PostfixVersion{3, 0, 0}) return true;
  try {
    return parse_compatibility_level(value_in(config, nullptr, "compatibility_level")) <
           CompatibilityLevel{.major = 1};
  } catch (const Error&) {
    return false;
  }
}

}  // namespace postseal
