// SPDX-License-Identifier: MIT
#include "core/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/material.hpp"
#include "core/settings_tables.hpp"
#include "core/settings_values.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 7> tables{"postfix", "identity", "dh",   "server",
                                                 "client",  "policy",   "modes"};
constexpr std::array<std::string_view, 2> postfix_keys{"config_dir", "directory"};
constexpr std::array<std::string_view, 1> dh_keys{"params"};
constexpr std::array<std::string_view, 4> server_keys{"security_level", "profile", "smtps",
                                                      "submission"};
constexpr std::array<std::string_view, 3> server_levels{"none", "may", "encrypt"};
constexpr std::array<std::string_view, 2> client_keys{"security_level", "ca"};
constexpr std::array<std::string_view, 7> client_levels{"none",      "may",    "encrypt", "dane",
                                                        "dane-only", "verify", "secure"};
constexpr std::array<std::string_view, 4> modes_keys{"key", "certificate", "owner", "group"};
constexpr std::array<std::string_view, 4> key_modes{"0600", "0400", "0440", "0640"};
constexpr std::array<std::string_view, 4> certificate_modes{"0644", "0444", "0640", "0440"};

PostfixSettings postfix_in(const SettingsValue& table) {
  const SettingsSection section("[postfix]", table, postfix_keys);
  PostfixSettings postfix;
  if (const auto path = section.find("config_dir")) postfix.config_dir = path_in(*path);
  if (const auto path = section.find("directory")) postfix.directory = path_in(*path);
  return postfix;
}

DhSettings dh_in(const SettingsValue& table) {
  const SettingsSection section("[dh]", table, dh_keys);
  const auto params = section.find("params");
  if (!params) return {};
  const auto* number = std::get_if<std::int64_t>(&params->node->value);
  const std::string text = number == nullptr ? text_in(*params) : fmt::format("{}", *number);
  return {.params = read_as(*params, [&] { return parse_dh_choice(text, "params"); })};
}

ServerSettings server_in(const SettingsValue& table) {
  const SettingsSection section("[server]", table, server_keys);
  ServerSettings server;
  if (const auto level = section.find("security_level"))
    server.security_level = choice_in(*level, server_levels);
  if (const auto profile = section.find("profile"))
    server.profile = read_as(*profile, [&] { return parse_profile(text_in(*profile), "profile"); });
  if (const auto smtps = section.find("smtps")) server.smtps = flag_in(*smtps);
  if (const auto submission = section.find("submission")) server.submission = flag_in(*submission);
  return server;
}

ClientSettings client_in(const SettingsValue& table) {
  const SettingsSection section("[client]", table, client_keys);
  ClientSettings client;
  if (const auto level = section.find("security_level"))
    client.security_level = choice_in(*level, client_levels);
  const auto ca = section.find("ca");
  if (!ca) return client;
  const std::string text = text_in(*ca);
  if (text == "none") client.ca = NoCas{};
  if (text == "none" || text == "system") return client;
  if (!text.starts_with('/'))
    refuse(*ca, {.id = "settings-bad-value",
                 .message = fmt::format("unknown word \"{}\"", shown(text)),
                 .hint = "use system, none or the absolute path of a file"});
  client.ca = path_in(*ca);
  return client;
}

std::uint32_t mode_in(const SettingsValue& setting, Names modes) {
  std::uint32_t mode = 0;
  for (const char digit : choice_in(setting, modes))
    mode = mode * 8 + static_cast<std::uint32_t>(digit - '0');
  return mode;
}

ModeSettings modes_in(const SettingsValue& table) {
  const SettingsSection section("[modes]", table, modes_keys);
  ModeSettings modes;
  if (const auto mode = section.find("key")) modes.key = mode_in(*mode, key_modes);
  if (const auto mode = section.find("certificate"))
    modes.certificate = mode_in(*mode, certificate_modes);
  if (const auto owner = section.find("owner")) modes.owner = text_in(*owner);
  if (const auto group = section.find("group")) modes.group = text_in(*group);
  return modes;
}

// The tables of [[identity]] or [[policy]]; none where there is no such array.
std::vector<SettingsValue> tables_in(const SettingsSection& file, std::string_view key) {
  const auto setting = file.find(key);
  if (!setting) return {};
  if (std::holds_alternative<SettingsTable>(setting->node->value))
    refuse(*setting, {.id = "settings-wrong-type",
                      .message = "is a table, and has to be an array of tables",
                      .hint = fmt::format("write [[{}]], with two brackets", key)});
  return items_in(*setting);
}

// Where each thing was first said. WHAT is said of a second one.
class Repetitions {
 public:
  explicit Repetitions(std::string_view what) : what_(what) {}

  void refuse_second(const std::string& name, const SettingsValue& setting) {
    const auto [first, is_new] = first_.try_emplace(name, setting.node->place);
    if (is_new) return;
    refuse(setting, {.id = "settings-duplicate",
                     .message = fmt::format("\"{}\" {}, at {}", name, what_, first->second),
                     .hint = "leave one of them out, or name it otherwise"});
  }

 private:
  std::string_view what_;
  std::map<std::string, std::string> first_{};
};

std::vector<IdentitySettings> identities_in(const SettingsSection& file) {
  Repetitions names("is the name of another identity");
  std::vector<IdentitySettings> identities;
  for (const SettingsValue& table : tables_in(file, "identity")) {
    identities.push_back(identity_in(table));
    const auto name = find_in(table, "name");
    names.refuse_second(file_stem(identities.back().name),
                        name ? *name : *find_in(table, "hostnames"));
  }
  return identities;
}

std::vector<PolicyEntry> policies_in(const SettingsSection& file) {
  Repetitions hops("has another policy");
  std::vector<PolicyEntry> policies;
  for (const SettingsValue& table : tables_in(file, "policy")) {
    policies.push_back(policy_in(table));
    hops.refuse_second(lower(policies.back().key), *find_in(table, "nexthop"));
  }
  return policies;
}

}  // namespace

std::string_view name_of(MaterialSource source) {
  switch (source) {
    case MaterialSource::self_signed:
      return "self-signed";
    case MaterialSource::files:
      return "files";
    case MaterialSource::acme:
      return "acme";
  }
  return "unknown";
}

Settings parse_settings(std::string_view text, std::string path) {
  const SettingsNode tree = parse_settings_tree(text, path);
  const SettingsSection file("", {.key = path, .node = &tree}, tables);
  Settings settings;
  if (const auto table = file.find("postfix")) settings.postfix = postfix_in(*table);
  settings.identities = identities_in(file);
  if (const auto table = file.find("dh")) settings.dh = dh_in(*table);
  if (const auto table = file.find("server")) settings.server = server_in(*table);
  if (const auto table = file.find("client")) settings.client = client_in(*table);
  settings.policies = policies_in(file);
  if (const auto table = file.find("modes")) settings.modes = modes_in(*table);
  return settings;
}

}  // namespace postseal
