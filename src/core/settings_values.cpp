// SPDX-License-Identifier: MIT
#include "core/settings_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/material.hpp"
#include "core/nearest.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

[[noreturn]] void refuse_kind(const SettingsValue& setting, std::string_view wanted,
                              std::string hint) {
  refuse(setting,
         {.id = "settings-wrong-type",
          .message = fmt::format("is {}, and has to be {}", kind_of(*setting.node), wanted),
          .hint = std::move(hint)});
}

bool is_table_like(const SettingsNode& node) {
  if (const auto* array = std::get_if<SettingsArray>(&node.value))
    return !array->items.empty() &&
           std::holds_alternative<SettingsTable>(array->items.front().value);
  return std::holds_alternative<SettingsTable>(node.value);
}

[[noreturn]] void refuse_key(std::string_view section, const SettingsNode& entry,
                             std::span<const std::string_view> keys) {
  const bool is_top = section.empty();
  const auto near = nearest(std::string_view(entry.key).substr(0, 60), keys);
  throw Error(
      Fault::config,
      {.id = "settings-unknown-key",
       .subject = entry.key_place,
       .message =
           fmt::format("unknown {} \"{}\"{}{}", is_top && is_table_like(entry) ? "table" : "key",
                       shown(entry.key), is_top ? "" : " in ", section),
       .hint = near ? fmt::format("did you mean {}?", *near) : "use " + alternatives(keys)});
}

}  // namespace

void refuse(const SettingsValue& setting, Problem problem) {
  problem.subject = setting.node->place;
  problem.message = fmt::format("{}: {}", setting.key, problem.message);
  throw Error(Fault::config, std::move(problem));
}

bool flag_in(const SettingsValue& setting) {
  if (const auto* flag = std::get_if<bool>(&setting.node->value)) return *flag;
  refuse_kind(setting, "true or false", "write true or false, without quotes");
}

int number_in(const SettingsValue& setting, const SettingsRange& range) {
  const auto* number = std::get_if<std::int64_t>(&setting.node->value);
  if (number == nullptr) refuse_kind(setting, "a whole number", "write it without quotes");
  if (*number >= range.least && *number <= range.most) return static_cast<int>(*number);
  refuse(setting, {.id = "settings-bad-value",
                   .message = fmt::format("{} is out of range", *number),
                   .hint = fmt::format("use {} to {}", range.least, range.most)});
}

std::string text_or_nothing_in(const SettingsValue& setting) {
  const auto* text = std::get_if<std::string>(&setting.node->value);
  if (text == nullptr) refuse_kind(setting, "a string", "write it in double quotes");
  if (escaped(*text) == *text) return *text;
  refuse(setting,
         {.id = "settings-bad-value",
          .message = fmt::format("\"{}\" has control characters or invisible marks", shown(*text)),
          .hint = "type it anew"});
}

std::string text_in(const SettingsValue& setting) {
  std::string text = text_or_nothing_in(setting);
  if (!text.empty()) return text;
  refuse(setting, {.id = "settings-bad-value",
                   .message = "is empty",
                   .hint = "give it a value, or leave the key out"});
}

std::string path_in(const SettingsValue& setting) {
  std::string path = text_in(setting);
  return read_as(setting, [&] {
    require_usable_path(path, setting.key);
    return std::move(path);
  });
}

std::string choice_in(const SettingsValue& setting, std::span<const std::string_view> choices) {
  std::string text = text_in(setting);
  if (std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
  refuse(setting, {.id = "settings-bad-value",
                   .message = fmt::format("unknown word \"{}\"", shown(text)),
                   .hint = "use " + alternatives(choices)});
}

std::optional<SettingsValue> find_in(const SettingsValue& table, std::string_view key) {
  if (const auto* read = std::get_if<SettingsTable>(&table.node->value))
    for (const SettingsNode& entry : read->entries)
      if (entry.key == key) return SettingsValue{.key = entry.key, .node = &entry};
  return std::nullopt;
}

std::vector<SettingsValue> items_in(const SettingsValue& setting) {
  const auto* array = std::get_if<SettingsArray>(&setting.node->value);
  if (array == nullptr) refuse_kind(setting, "an array", "write it in brackets: [\"...\"]");
  if (array->items.empty())
    refuse(setting, {.id = "settings-bad-value",
                     .message = "is an empty array",
                     .hint = "name at least one, or leave the key out"});
  std::vector<SettingsValue> items;
  for (const SettingsNode& item : array->items)
    items.push_back({.key = setting.key, .node = &item});
  return items;
}

std::vector<SettingsValue> one_or_more_in(const SettingsValue& setting) {
  if (std::holds_alternative<std::string>(setting.node->value)) return {setting};
  if (std::holds_alternative<SettingsArray>(setting.node->value)) return items_in(setting);
  refuse_kind(setting, "a string or an array of strings", "write text in double quotes");
}

std::string alternatives(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string shown(std::string_view text) {
  constexpr std::size_t enough = 60;
  return escaped(text.substr(0, enough)) + (text.size() > enough ? "..." : "");
}

SettingsSection::SettingsSection(std::string_view name, const SettingsValue& table,
                                 std::span<const std::string_view> keys)
    : name_(name), head_(table) {
  const auto* read = std::get_if<SettingsTable>(&table.node->value);
  if (read == nullptr) refuse_kind(table, "a table", fmt::format("write {} above its keys", name));
  for (const SettingsNode& entry : read->entries)
    if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) refuse_key(name, entry, keys);
}

SettingsValue SettingsSection::require(std::string_view key) const {
  if (const auto setting = find(key)) return *setting;
  throw Error(Fault::config, {.id = "settings-missing-key",
                              .subject = head_.node->place,
                              .message = fmt::format("{} has no {}", name_, key),
                              .hint = fmt::format("add a line {} = ... to it", key)});
}

}  // namespace postseal
