// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace postseal {

struct SettingsNode;

// Both without initialisers: clang would want the node complete for them.
struct SettingsArray {
  std::vector<SettingsNode> items;
};

struct SettingsTable {
  std::vector<SettingsNode> entries;  // in the order of the file
};

// A value of a kind that no setting has: `kind` says which, for messages.
struct SettingsOther {
  std::string_view kind{};
};

// A value of a TOML file, the key it has if it is in a table, and where both stand.
struct SettingsNode {
  std::string key{};
  std::string key_place{};  // "FILE:LINE:COLUMN"
  std::string place{};
  std::variant<SettingsOther, bool, std::int64_t, std::string, SettingsArray, SettingsTable>
      value{};
};

// Reads any text as TOML 1.0. Error "settings-syntax" (Fault::config), also for keys of more parts
// than a setting can have.
[[nodiscard]] SettingsNode parse_settings_tree(std::string_view text, const std::string& path);

// "a string", "a whole number": what NODE is, for messages.
[[nodiscard]] std::string_view kind_of(const SettingsNode& node);

}  // namespace postseal
