// SPDX-License-Identifier: MIT
#include "core/policy_lookup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/logical_lines.hpp"
#include "core/names.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_table.hpp"
#include "core/policy_values.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// More near misses than this help nobody.
constexpr std::size_t most_near_misses = 10;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// valid_hostname(3), or from 3.0 on valid_utf8_hostname(3).
bool has_parents(std::string_view next_hop, const PostfixVersion& version) {
  if (is_ascii(next_hop)) return is_postfix_hostname(next_hop);
  if (version < PostfixVersion{3, 0, 0}) return false;
  try {
    const HostName name = parse_host_name(next_hop, "next hop");
    return !name.is_address() && !name.is_wildcard();
  } catch (const Error&) {
    return false;
  }
}

std::vector<std::string> parents_of(std::string_view host) {
  std::vector<std::string> parents;
  for (std::size_t dot = host.find('.', 1); dot != std::string_view::npos;
       dot = host.find('.', dot + 1))
    parents.emplace_back(host.substr(dot));
  return parents;
}

const TableEntry* find_in(const TableSeen& table, std::string_view key) {
  if (table.answers_all) return table.entries.empty() ? nullptr : &table.entries.front();
  const std::string folded = lower(key);
  const auto found =
      std::find_if(table.entries.begin(), table.entries.end(),
                   [&](const TableEntry& entry) { return lower(entry.key) == folded; });
  return found == table.entries.end() ? nullptr : &*found;
}

std::string failure_for(const TableSeen& table, std::string_view key) {
  const bool fails = table.failing_key.empty() || lower(table.failing_key) == lower(key);
  return fails ? table.failure : std::string();
}

void add_near(PolicyLookup& found, const std::vector<TableSeen>& tables,
              const KeysOfInterest& keys) {
  for (const TableSeen& table : tables) {
    for (const TableEntry& entry : table.entries) {
      if (table.answers_all || !keys.is_near(entry.key)) continue;
      if (found.near.size() >= most_near_misses) return;
      found.near.push_back({.key = entry.key,
                            .subject = table.subject,
                            .line = entry.line,
                            .why = keys.why_not(entry.key),
                            .instead = keys.instead_of(entry.key)});
    }
  }
}

}  // namespace

std::vector<std::string> policy_keys_of(std::string_view next_hop, const PostfixVersion& version) {
  std::vector<std::string> keys{std::string(next_hop)};
  if (!has_parents(next_hop, version)) return keys;
  for (std::string& parent : parents_of(next_hop)) keys.push_back(std::move(parent));
  return keys;
}

KeysOfInterest::KeysOfInterest(std::string_view next_hop, const PostfixVersion& version)
    : next_hop_(lower(next_hop)),
      host_(host_in_next_hop(next_hop)),
      tried_(policy_keys_of(next_hop, version)) {
  for (const std::string& key : tried_) folded_.insert(lower(key));
  // A domain that was written without its dot, with one too many, or with an asterisk.
  constexpr std::size_t longest_name = 255;
  if (host_.size() > longest_name) return;
  relatives_.insert("." + host_);
  for (const std::string& parent : parents_of(host_)) {
    if (parent.find('.', 1) == std::string::npos) continue;
    relatives_.insert(parent);
    relatives_.insert(parent.substr(1));
    relatives_.insert("*" + parent);
  }
}

bool KeysOfInterest::is_tried(std::string_view key) const {
  return folded_.find(lower(key)) != folded_.end();
}

bool KeysOfInterest::is_near(std::string_view key) const {
  const std::string folded = lower(key);
  if (folded_.find(folded) != folded_.end()) return false;
  if (relatives_.find(folded) != relatives_.end()) return true;
  return folded.find(host_) != std::string::npos && host_in_next_hop(folded) == host_;
}

std::string KeysOfInterest::why_not(std::string_view key) const {
  const std::string folded = lower(key);
  if (folded == "." + host_) return "a key with a leading dot is for what is below the domain";
  if (folded.starts_with('*')) return "an asterisk stands for nothing here";
  if (folded.starts_with('.'))
    return "parents are looked for only where the next hop has neither brackets nor a port";
  if (host_in_next_hop(key) != host_)
    return fmt::format("a parent needs a leading dot: .{}", escaped(key));
  if (folded.starts_with('[') != next_hop_.starts_with('['))
    return "the brackets are part of the key";
  return "the port and its spelling are part of the key";
}

std::string KeysOfInterest::instead_of(std::string_view key) const {
  const bool is_parent = lower(key) != "." + host_ && host_in_next_hop(key) != host_;
  if (!is_parent || tried_.size() == 1) return escaped(tried_.front());
  return fmt::format("{}, or as {}", escaped(tried_.front()),
                     escaped("." + std::string(key.substr(key.starts_with("*.") ? 2 : 0))));
}

std::vector<TableEntry> entries_of_interest(std::string_view source, const KeysOfInterest& keys) {
  std::vector<TableEntry> found;
  LogicalLineReader reader(source);
  while (const auto line = reader.next()) {
    const std::string_view whole = line->text;
    const std::size_t size = key_size(whole);
    const std::string_view value = trimmed(whole.substr(size));
    if (size == 0 || value.empty()) continue;
    const std::string_view key = whole.substr(0, size);
    if (!keys.is_tried(key) && !keys.is_near(key)) continue;
    found.push_back({.key = std::string(key), .value = std::string(value), .line = line->line});
  }
  return found;
}

PolicyLookup look_up(const std::vector<TableSeen>& tables, const KeysOfInterest& keys) {
  PolicyLookup found;
  for (const TableSeen& table : tables)
    if (table.is_unknown) found.unknown.push_back(table.name);
  for (const std::string& key : keys.tried()) {
    found.tried.push_back(key);
    for (const TableSeen& table : tables) {
      if (std::string failure = failure_for(table, key); !failure.empty()) {
        found.failure = std::move(failure);
        return found;
      }
      const TableEntry* entry = find_in(table, key);
      if (entry == nullptr) continue;
      found.entry = PolicyHit{.key = key,
                              .value = entry->value,
                              .table = table.name,
                              .subject = table.subject,
                              .line = entry->line};
      // One of its own is what people expect; anything less may surprise them.
      if (found.tried.size() > 1) add_near(found, tables, keys);
      return found;
    }
  }
  add_near(found, tables, keys);
  return found;
}

}  // namespace postseal
