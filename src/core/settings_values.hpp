// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/settings_tree.hpp"

namespace postseal {

// A value and the key it belongs to: the subject of what there is to say of it.
struct SettingsValue {
  std::string_view key{};
  const SettingsNode* node = nullptr;
};

// Throws an Error (Fault::config) at the value: "FILE:LINE:COLUMN: KEY: WHAT".
[[noreturn]] void refuse(const SettingsValue& setting, Problem problem);

struct SettingsRange {
  int least = 0;
  int most = 0;
};

// The value as what it has to be; Errors "settings-wrong-type", "settings-bad-value".
[[nodiscard]] bool flag_in(const SettingsValue& setting);
[[nodiscard]] int number_in(const SettingsValue& setting, const SettingsRange& range);
[[nodiscard]] std::string text_in(
    const SettingsValue& setting);  // never empty, no control characters
[[nodiscard]] std::string text_or_nothing_in(const SettingsValue& setting);
[[nodiscard]] std::string path_in(
    const SettingsValue& setting);  // absolute; one that main.cf can hold
[[nodiscard]] std::string choice_in(const SettingsValue& setting,
                                    std::span<const std::string_view> choices);

// The value of KEY in a table; nullopt: it has none.
[[nodiscard]] std::optional<SettingsValue> find_in(const SettingsValue& table,
                                                   std::string_view key);

// The items of an array, which is not empty, each with the key of the array.
[[nodiscard]] std::vector<SettingsValue> items_in(const SettingsValue& setting);

// The same, or the value itself where it is a string.
[[nodiscard]] std::vector<SettingsValue> one_or_more_in(const SettingsValue& setting);

// "a, b or c".
[[nodiscard]] std::string alternatives(std::span<const std::string_view> words);

// TEXT as a message shows it: escaped, and not all of it where it is long.
[[nodiscard]] std::string shown(std::string_view text);

// What READ returns; the usage Errors of the command line's readers become ones of this setting.
template <typename Read>
[[nodiscard]] auto read_as(const SettingsValue& setting, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    refuse(setting, error.problem());
  }
}

// A table of the file, all of whose keys are known.
class SettingsSection {
 public:
  // NAME as people write it: "[server]". Errors "settings-wrong-type", "settings-unknown-key".
  SettingsSection(std::string_view name, const SettingsValue& table,
                  std::span<const std::string_view> keys);

  [[nodiscard]] std::optional<SettingsValue> find(std::string_view key) const {
    return find_in(head_, key);
  }

  // Error "settings-missing-key", at the head of the table.
  [[nodiscard]] SettingsValue require(std::string_view key) const;

 private:
  std::string name_;
  SettingsValue head_;
};

}  // namespace postseal
