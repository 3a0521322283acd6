// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/lint_parts.hpp"
#include "core/logical_lines.hpp"

namespace postseal {
namespace {

// No real machine has more: what is beyond is not looked at, so that no file takes long.
constexpr std::size_t most_overrides = 1000;
constexpr std::size_t most_lines = 5000;

constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

void add_references(std::string_view value, References& names) {
  for (std::size_t at = value.find('$'); at != std::string_view::npos;) {
    std::string_view rest = value.substr(at + 1);
    const std::size_t start = rest.find_first_not_of(" \t{(");
    rest.remove_prefix(std::min(start, rest.size()));
    names.emplace(rest.substr(0, rest.find_first_not_of(name_characters)));
    at = value.find('$', at + 1);
  }
}

bool is_loopback(std::string_view host) {
  return host.starts_with("127.") || host == "::1" || host == "localhost" ||
         host == "loopback-only";
}

}  // namespace

std::vector<SetLine> set_lines(const CheckedConfig& config) {
  std::vector<SetLine> lines;
  for (const ParameterLine& line : config.main_cf.entries)
    if (lines.size() < most_lines && config.main_cf.find(line.name) == &line)
      lines.push_back({.line = &line});
  const std::size_t enough = lines.size() + most_lines;
  std::set<std::string> seen;
  for (const Service& service : config.master_cf.services) {
    if (lines.size() >= enough) break;
    if (!seen.insert(service.key()).second || service.overrides.size() > most_overrides) continue;
    for (const ParameterLine& line : service.overrides)
      if (service.find(line.name) == &line) lines.push_back({.service = &service, .line = &line});
  }
  return lines;
}

std::vector<const Service*> services_or_main(const CheckedConfig& config, std::string_view daemon) {
  std::vector<const Service*> services = services_running(config, daemon);
  if (config.master_cf.services.empty()) services.push_back(nullptr);
  return services;
}

References references_in(const CheckedConfig& config) {
  References names;
  for (const SetLine& line : set_lines(config)) add_references(line.line->value, names);
  return names;
}

bool is_loopback_only(const CheckedConfig& config, const Service& service) {
  const auto endpoint = endpoint_of(service);
  if (endpoint && !endpoint->host.empty()) return is_loopback(endpoint->host);
  const auto interfaces = list_elements(value_in(config, &service, "inet_interfaces"));
  return !interfaces.empty() && std::all_of(interfaces.begin(), interfaces.end(), is_loopback);
}

void LintFindings::at(const Service* service, std::string_view name, Finding finding,
                      Urgency urgency) {
  const auto setting = setting_of(config_, service, name);
  finding.subject = config_.main_cf.path;
  if (setting && setting->is_set()) {
    finding.subject = setting->path;
    finding.line = setting->line;
  }
  finding.message = fmt::format("{}: {}", name, finding.message);
  add(std::move(finding), urgency);
}

void LintFindings::add(Finding finding, Urgency urgency) {
  if (known_.emplace(finding.id, finding.subject, finding.line, finding.message).second)
    findings_.push_back({.finding = std::move(finding), .urgency = urgency});
}

}  // namespace postseal
