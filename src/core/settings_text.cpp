// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/settings.hpp"

namespace postseal {
namespace {

// A basic string of TOML.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04X}", byte);
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string quoted(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(quoted(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string line(std::string_view key, std::string_view value) {
  return fmt::format("{} = {}\n", key, value);
}

// Nothing where there is no value.
std::string line_if(std::string_view key, const std::string& text) {
  return text.empty() ? "" : line(key, quoted(text));
}

std::string text_of(const PostfixSettings& postfix) {
  if (postfix == PostfixSettings{}) return "";
  return "\n[postfix]\n" + line_if("config_dir", postfix.config_dir) +
         line_if("directory", postfix.directory);
}

std::string text_of(const IdentitySettings& identity) {
  std::vector<std::string> names;
  for (const HostName& name : identity.hostnames) names.push_back(name.text);
  std::vector<std::string> keys;
  for (const KeyType type : identity.keys) keys.emplace_back(name_of(type));
  return "\n# A certificate for these names with each of these keys.\n[[identity]]\n" +
         line("name", quoted(identity.name)) + line("hostnames", quoted(names)) +
         line("keys", quoted(keys)) +
         line("source", quoted(name_of(identity.source)) + "  # or self-signed, files, acme") +
         line_if("cert", identity.cert) + line_if("key", identity.key) +
         line_if("chain", identity.chain) + line("days", fmt::format("{}", identity.days)) +
         line("renew_before", fmt::format("{}  # days", identity.renew_before));
}

std::string dh_text(const DhChoice& choice) {
  if (std::holds_alternative<DhNone>(choice)) return quoted("none");
  if (const auto* group = std::get_if<DhGroup>(&choice)) return quoted(name_of(*group));
  if (const auto* bits = std::get_if<int>(&choice)) return fmt::format("{}", *bits);
  return quoted("auto");
}

std::string text_of(const DhSettings& dh) {
  return "\n[dh]\n" +
         line("params", dh_text(dh.params) + "  # auto, none, a group or a number of bits");
}

std::string text_of(const ServerSettings& server) {
  return "\n# What smtpd asks of clients, and the ports beside 25.\n[server]\n" +
         line("security_level", quoted(server.security_level) + "  # none, may, encrypt") +
         line("profile", quoted(name_of(server.profile)) + "  # old, intermediate, modern") +
         line("smtps", fmt::format("{}  # 465", server.smtps)) +
         line("submission", fmt::format("{}  # 587", server.submission));
}

std::string text_of(const ClientSettings& client) {
  const auto* file = std::get_if<std::string>(&client.ca);
  const std::string ca = file != nullptr                            ? *file
                         : std::holds_alternative<NoCas>(client.ca) ? "none"
                                                                    : "system";
  return "\n# What smtp asks of servers.\n[client]\n" +
         line("security_level", quoted(client.security_level)) +
         line("ca", quoted(ca) + "  # system, none or a file");
}

std::string text_of(const PolicyEntry& entry) {
  std::string text =
      "\n[[policy]]\n" + line("nexthop", quoted(entry.key)) + line("level", quoted(entry.level));
  for (const std::string_view name : policy_attribute_names) {
    std::vector<std::string> values;
    for (const PolicyAttribute& attribute : entry.attributes)
      if (attribute.name == name && attribute.value) values.push_back(*attribute.value);
    if (name == "match" || name == "tafile")
      text += values.empty() ? "" : line(name, quoted(values));
    else
      for (const std::string& value : values) text += line(name, quoted(value));
  }
  return text;
}

std::string text_of(const ModeSettings& modes) {
  return "\n[modes]\n" + line("key", fmt::format("\"{:04o}\"", modes.key)) +
         line("certificate", fmt::format("\"{:04o}\"", modes.certificate)) +
         line_if("owner", modes.owner) + line_if("group", modes.group);
}

}  // namespace

std::string settings_text(const Settings& settings) {
  std::string text =
      "# What `postseal apply` brings this machine to. What is left out stays as it is.\n";
  text += text_of(settings.postfix);
  for (const IdentitySettings& identity : settings.identities) text += text_of(identity);
  if (settings.dh) text += text_of(*settings.dh);
  if (settings.server) text += text_of(*settings.server);
  if (settings.client) text += text_of(*settings.client);
  for (const PolicyEntry& entry : settings.policies) text += text_of(entry);
  return text + text_of(settings.modes);
}

}  // namespace postseal
