// SPDX-License-Identifier: MIT
#include "core/config_meaning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/effective_levels.hpp"
#include "core/old_levels.hpp"
#include "core/parameters.hpp"
#include "core/protocol_set.hpp"

namespace postseal {
namespace {

constexpr LevelNames tlsproxy_client_level_names{
    "tlsproxy", "tlsproxy_client_security_level", "tlsproxy_client_use_tls",
    "tlsproxy_client_enforce_tls", "smtp_tls_enforce_peername"};
constexpr std::array servers{smtpd_level_names, postscreen_level_names, tlsproxy_level_names};
constexpr std::array clients{smtp_level_names, lmtp_level_names, tlsproxy_client_level_names};

constexpr std::array meaningless_ends{std::string_view("_loglevel"),
                                      std::string_view("_session_cache_database"),
                                      std::string_view("_cert_file"),
                                      std::string_view("_session_cache_timeout"),
                                      std::string_view("_key_file"),
                                      std::string_view("_starttls_timeout"),
                                      std::string_view("_eccert_file"),
                                      std::string_view("_tls_received_header"),
                                      std::string_view("_eckey_file"),
                                      std::string_view("_note_starttls_offer"),
                                      std::string_view("_chain_files"),
                                      std::string_view("_loglevel_maps"),
                                      std::string_view("tlsproxy_client_level"),
                                      std::string_view("tlsproxy_client_policy")};

// Levels are compared by what comes of them; the last two above are read by their successors.
bool is_compared(std::string_view name, const PostfixVersion& version) {
  if (!known(name, version) || ignored(name, version)) return false;
  if (find_old_level_name(name) || name.ends_with("_security_level")) return false;
  return std::none_of(meaningless_ends.begin(), meaningless_ends.end(),
                      [&](std::string_view end) { return name.ends_with(end); });
}

std::vector<std::string> compared_names(const PostfixVersion& version) {
  std::vector<std::string> names = parameter_names();
  std::erase_if(names, [&](const std::string& name) { return !is_compared(name, version); });
  return names;
}

bool speaks_tls(const Service& service) {
  constexpr std::array daemons{"smtpd", "postscreen", "tlsproxy", "smtp", "lmtp", "tlsmgr"};
  return std::find(daemons.begin(), daemons.end(), daemon_of(service)) != daemons.end();
}

std::string meaning_of_value(const CheckedConfig& config, const Service* service,
                             const std::string& name) {
  std::string value = value_in(config, service, name);
  if (!name.ends_with("_protocols")) return value;
  const auto list = read_protocol_list(value, config.version);
  return list ? names_of(list->allowed) : value;
}

ParameterLine* last_line(std::vector<ParameterLine>& lines, std::string_view name) {
  const auto found = std::find_if(lines.rbegin(), lines.rend(),
                                  [&](const ParameterLine& line) { return line.name == name; });
  return found == lines.rend() ? nullptr : &*found;
}

void change_lines(std::vector<ParameterLine>& lines, const ConfigChange& change, int usual_line) {
  if (!change.value) {
    std::erase_if(lines, [&](const ParameterLine& line) { return line.name == change.name; });
    return;
  }
  if (ParameterLine* line = last_line(lines, change.name))
    line->value = *change.value;
  else
    lines.push_back(
        {.name = change.name, .value = *change.value, .line = usual_line, .last_line = usual_line});
}

void renew_index(MainCf& file) {
  file.last.clear();
  for (std::size_t i = 0; i < file.entries.size(); ++i) file.last[file.entries[i].name] = i;
}

}  // namespace

CheckedConfig with_changes(const CheckedConfig& config, const std::vector<ConfigChange>& changes) {
  CheckedConfig changed = config;
  for (const ConfigChange& change : changes) {
    if (change.service.empty()) {
      const auto& entries = changed.main_cf.entries;
      change_lines(changed.main_cf.entries, change,
                   entries.empty() ? 1 : entries.back().last_line + 1);
      continue;
    }
    auto& services = changed.master_cf.services;
    const auto service = std::find_if(services.begin(), services.end(), [&](const Service& one) {
      return one.key() == change.service;
    });
    if (service != services.end()) change_lines(service->overrides, change, service->line);
  }
  renew_index(changed.main_cf);
  return changed;
}

std::vector<std::string> meaning_of(const CheckedConfig& config) {
  std::vector<const Service*> services{nullptr};
  for (const Service& service : config.master_cf.services)
    if (speaks_tls(service)) services.push_back(&service);
  const std::vector<std::string> names = compared_names(config.version);
  std::vector<std::string> meaning;
  for (const Service* service : services) {
    for (const LevelNames& level : servers)
      meaning.push_back(fmt::format("{}", static_cast<int>(server_tls(config, service, level))));
    for (const LevelNames& level : clients) meaning.push_back(client_level(config, service, level));
    for (const std::string& name : names)
      meaning.push_back(meaning_of_value(config, service, name));
  }
  return meaning;
}

}  // namespace postseal
