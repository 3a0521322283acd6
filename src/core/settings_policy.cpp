// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/digest.hpp"
#include "core/settings_tables.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::array<std::string_view, 10> keys{
    "nexthop",   "level",   "match",      "tafile",           "ciphers",
    "protocols", "exclude", "servername", "connection_reuse", "enable_rpk"};
constexpr std::array<std::string_view, 5> grades{"high", "medium", "low", "export", "null"};
constexpr std::array<std::string_view, 2> yes_or_no{"yes", "no"};

// A word of a table's line.
std::string word_of(const SettingsValue& setting, std::string text) {
  if (is_plain_policy_value(text)) return text;
  refuse(setting,
         {.id = "settings-bad-value",
          .message = fmt::format("a policy table cannot hold \"{}\"", shown(text)),
          .hint = "give it without blanks, commas and a brace at its head; several words of one "
                  "value are separated by colons"});
}

std::string next_hop_in(const SettingsValue& setting) {
  std::string text = word_of(setting, text_in(setting));
  if (text.find_first_of("#\"\\") == std::string::npos) return text;
  refuse(setting, {.id = "settings-bad-value",
                   .message = fmt::format("\"{}\" is no next hop", shown(text)),
                   .hint = "write it as Postfix routes to it: example.net, [mx.example.net] or "
                           "[mx.example.net]:587"});
}

// Upper-case hex with colons, as every version of Postfix compares it.
std::string fingerprint_of(const SettingsValue& setting, std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c != ':'; });
  const bool is_hex = digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  const bool fits = std::any_of(all_digests.begin(), all_digests.end(), [&](Digest digest) {
    return digits.size() == 2 * size_of(digest);
  });
  if (!is_hex || !fits)
    refuse(setting, {.id = "settings-bad-value",
                     .message = fmt::format("\"{}\" is no fingerprint", shown(text)),
                     .hint = "postseal fingerprint FILE prints it: 32 bytes in hex for sha256"});
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char digit = digits[i];
    if (i > 0 && i % 2 == 0) out += ':';
    out += digit >= 'a' && digit <= 'f' ? static_cast<char>(digit - 'a' + 'A') : digit;
  }
  return out;
}

std::string pattern_of(const SettingsValue& setting, std::string_view text) {
  if (!text.empty() && text != ".") return word_of(setting, std::string(text));
  refuse(setting, {.id = "settings-bad-value",
                   .message = "has an empty name",
                   .hint = "name a host, a domain as .example.net, or hostname, nexthop or "
                           "dot-nexthop"});
}

// The names or fingerprints of one string.
std::vector<PolicyAttribute> patterns_in(const SettingsValue& setting, bool are_fingerprints) {
  const char separator = are_fingerprints ? '|' : ':';
  const std::string text = text_in(setting);
  std::vector<PolicyAttribute> patterns;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    const std::string_view one = std::string_view(text).substr(start, end - start);
    patterns.push_back(
        {.name = "match",
         .value = are_fingerprints ? fingerprint_of(setting, one) : pattern_of(setting, one)});
    start = end + 1;
  }
  return patterns;
}

std::string server_name_in(const SettingsValue& setting) {
  const std::string text = text_in(setting);
  const HostName name = read_as(setting, [&] { return parse_host_name(text, setting.key); });
  if (!name.is_address() && !name.is_wildcard()) return name.text;
  refuse(setting, {.id = "settings-bad-value",
                   .message = fmt::format("\"{}\" is not the name of one host", shown(text)),
                   .hint = "give a DNS name, nexthop or hostname"});
}

// The value of an attribute that stands once.
std::string value_in(const SettingsValue& setting) {
  if (setting.key == "ciphers") return choice_in(setting, grades);
  if (setting.key == "servername") return server_name_in(setting);
  if (setting.key == "connection_reuse" || setting.key == "enable_rpk")
    return choice_in(setting, yes_or_no);
  return word_of(setting, text_or_nothing_in(setting));  // protocols, exclude: empty is none
}

std::vector<PolicyAttribute> attributes_in(const SettingsValue& setting, std::string_view level) {
  std::vector<PolicyAttribute> attributes;
  if (setting.key != "match" && setting.key != "tafile")
    return {{.name = std::string(setting.key), .value = value_in(setting)}};
  for (const SettingsValue& one : one_or_more_in(setting)) {
    if (setting.key == "tafile") {
      attributes.push_back({.name = "tafile", .value = path_in(one)});
      continue;
    }
    for (PolicyAttribute& pattern : patterns_in(one, level == "fingerprint"))
      attributes.push_back(std::move(pattern));
  }
  return attributes;
}

void require_allowed(const SettingsValue& setting, std::string_view level) {
  if (is_allowed_at(setting.key, level)) return;
  std::vector<std::string_view> levels;
  std::copy_if(policy_levels.begin(), policy_levels.end(), std::back_inserter(levels),
               [&](std::string_view one) { return is_allowed_at(setting.key, one); });
  refuse(setting, {.id = "settings-bad-value",
                   .message = fmt::format("has no place at level \"{}\": Postfix would defer the "
                                          "mail",
                                          level),
                   .hint = fmt::format("leave it out, or use level {}", alternatives(levels))});
}

}  // namespace

PolicyEntry policy_in(const SettingsValue& table) {
  const SettingsSection section("[[policy]]", table, keys);
  PolicyEntry entry{.key = next_hop_in(section.require("nexthop")),
                    .level = choice_in(section.require("level"), policy_levels)};
  // Without a fingerprint nothing passes, and all mail would wait.
  if (entry.level == "fingerprint") (void)section.require("match");
  for (const std::string_view name : policy_attribute_names) {
    const auto setting = section.find(name);
    if (!setting) continue;
    require_allowed(*setting, entry.level);
    for (PolicyAttribute& attribute : attributes_in(*setting, entry.level))
      entry.attributes.push_back(std::move(attribute));
  }
  return entry;
}

}  // namespace postseal
