// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/material.hpp"
#include "core/settings_tables.hpp"

namespace postseal {
namespace {

constexpr std::array<std::string_view, 9> keys{
    "name", "hostnames", "keys", "source", "days", "renew_before", "cert", "key", "chain"};
constexpr std::array<std::string_view, 3> sources{"self-signed", "files", "acme"};
constexpr SettingsRange validity{.least = 1, .most = 36500};
constexpr SettingsRange renewal{.least = 0, .most = 3650};

std::vector<HostName> hostnames_in(const SettingsValue& setting) {
  const std::vector<SettingsValue> items = items_in(setting);
  std::vector<std::string> texts;
  for (const SettingsValue& item : items) {
    texts.push_back(text_in(item));
    (void)read_as(item, [&] { return parse_host_name(texts.back(), item.key); });
  }
  return read_as(setting, [&] { return parse_host_names(texts, setting.key); });
}

// It names files beside others, in a path that main.cf holds.
std::string name_in(const SettingsValue& setting) {
  std::string name = text_in(setting);
  const bool is_file_name = !name.starts_with('.') && name.find('/') == std::string::npos;
  if (!is_file_name)
    refuse(setting, {.id = "settings-bad-value",
                     .message = fmt::format("\"{}\" cannot be a file name", shown(name)),
                     .hint = "use a word or a host name"});
  return read_as(setting, [&] {
    require_usable_path("/" + name, setting.key);
    return name;
  });
}

std::vector<KeyType> key_types_in(const SettingsValue& setting) {
  std::vector<KeyType> types;
  for (const SettingsValue& item : items_in(setting)) {
    const std::string text = text_in(item);
    const KeyType type = read_as(item, [&] { return parse_key_type(text, item.key); });
    for (const KeyType other : types)
      if (algorithm_of(other) == algorithm_of(type))
        refuse(item, {.id = "settings-duplicate",
                      .message = fmt::format("\"{}\" and \"{}\" have one algorithm", name_of(other),
                                             name_of(type)),
                      .hint = "Postfix takes one chain per algorithm: one RSA, one EC, one "
                              "Ed25519, one Ed448"});
    types.push_back(type);
  }
  return types;
}

MaterialSource source_in(const SettingsValue& setting) {
  const std::string word = choice_in(setting, sources);
  for (const MaterialSource source : {MaterialSource::files, MaterialSource::acme})
    if (word == name_of(source)) return source;
  return MaterialSource::self_signed;
}

// The path at KEY, which only an identity made of files has; empty: none.
std::string file_in(const SettingsSection& section, std::string_view key, MaterialSource source) {
  const auto setting = section.find(key);
  if (!setting) return "";
  if (source == MaterialSource::files) return path_in(*setting);
  refuse(*setting, {.id = "settings-bad-value",
                    .message = fmt::format("has no meaning with source \"{}\"", name_of(source)),
                    .hint = "leave it out, or say source = \"files\""});
}

// Else it would be renewed at once, and again at every run.
void require_room(const IdentitySettings& identity, const SettingsSection& section) {
  if (identity.renew_before < identity.days) return;
  const auto days = section.find("days");
  const auto renew_before = section.find("renew_before");
  refuse(renew_before ? *renew_before : *days,
         {.id = "settings-bad-value",
          .message = fmt::format("renewed {} days before its end, a certificate of {} days never "
                                 "rests",
                                 identity.renew_before, identity.days),
          .hint = "renew_before (30 by default) has to be less than days (3650 by default)"});
}

}  // namespace

IdentitySettings identity_in(const SettingsValue& table) {
  const SettingsSection section("[[identity]]", table, keys);
  IdentitySettings identity{.hostnames = hostnames_in(section.require("hostnames"))};
  const auto name = section.find("name");
  identity.name = name ? name_in(*name) : identity.hostnames.front().text;
  if (const auto types = section.find("keys")) identity.keys = key_types_in(*types);
  if (const auto source = section.find("source")) identity.source = source_in(*source);
  if (const auto days = section.find("days")) identity.days = number_in(*days, validity);
  if (const auto days = section.find("renew_before"))
    identity.renew_before = number_in(*days, renewal);
  require_room(identity, section);
  if (identity.source == MaterialSource::files)
    for (const std::string_view key : {"cert", "key"}) (void)section.require(key);
  identity.cert = file_in(section, "cert", identity.source);
  identity.key = file_in(section, "key", identity.source);
  identity.chain = file_in(section, "chain", identity.source);
  return identity;
}

}  // namespace postseal
