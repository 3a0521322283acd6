// SPDX-License-Identifier: MIT
#include "core/policy_lookup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/inline_table.hpp"
#include "core/key_hashes.hpp"
#include "core/names.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_values.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// More near misses than this help nobody.
constexpr std::size_t most_near_misses = 10;

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

const TableEntry* entry_of(const std::vector<TableEntry>& entries, std::string_view key,
                           KeyCase by) {
  const std::string folded = folded_key(key, by);
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const TableEntry& entry) {
    return folded_key(entry.key, by) == folded;
  });
  return found == entries.end() ? nullptr : &*found;
}

const TableEntry* find_in(const TableSeen& table, std::string_view key, KeyCase by) {
  if (table.answers_all) return table.entries.empty() ? nullptr : &table.entries.front();
  return entry_of(table.entries, key, by);
}

std::string failure_for(const TableSeen& table, std::string_view key) {
  const bool fails = table.failing_key.empty() || lower(table.failing_key) == lower(key);
  return fails ? table.failure : std::string();
}

// Takes those entries that matter, and few enough of them, whatever stands in the table.
class Entries {
 public:
  explicit Entries(const KeysOfInterest& keys) : keys_(keys) {}

  void take(const TableEntry& entry) {
    if (keys_.is_tried(entry.key)) {
      if (known_.insert(folded_key(entry.key, keys_.by())).second) entries_.push_back(entry);
    } else if (near_ < most_near_misses && keys_.is_near(entry.key)) {
      ++near_;
      entries_.push_back(entry);
    }
  }
  [[nodiscard]] std::vector<TableEntry> all() { return std::move(entries_); }

 private:
  const KeysOfInterest& keys_;
  std::vector<TableEntry> entries_{};
  std::unordered_set<std::string> known_{};
  std::size_t near_ = 0;
};

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

KeysOfInterest::KeysOfInterest(std::string_view next_hop, const PostfixVersion& version, KeyCase by)
    : by_(by),
      next_hop_(folded_key(next_hop, by)),
      host_(host_in_next_hop(next_hop_)),
      tried_(policy_keys_of(next_hop, version)) {
  for (const std::string& key : tried_) folded_.insert(folded_key(key, by));
  // A domain that was written without its dot, with one too many, or with an asterisk.
  constexpr std::size_t longest_name = 255;
  if (host_.size() <= longest_name) {
    relatives_.insert("." + host_);
    for (const std::string& parent : parents_of(host_)) {
      if (parent.find('.', 1) == std::string::npos) continue;
      relatives_.insert(parent);
      relatives_.insert(parent.substr(1));
      relatives_.insert("*" + parent);
    }
  }
  for (const auto* keys : {&folded_, &relatives_})
    for (const std::string& key : *keys) hashes_.insert(hash_of_key(key, by));
}

bool KeysOfInterest::may_concern(std::string_view key, std::uint64_t hash) const {
  if (hashes_.find(hash) != hashes_.end() || !is_ascii(key)) return true;
  if (key.starts_with('[')) key.remove_prefix(1);
  return key.size() >= host_.size() && folded_key(key.substr(0, host_.size()), by_) == host_;
}

bool KeysOfInterest::is_tried(std::string_view key) const {
  return folded_.find(folded_key(key, by_)) != folded_.end();
}

bool KeysOfInterest::is_near(std::string_view key) const {
  const std::string folded = folded_key(key, by_);
  if (folded_.find(folded) != folded_.end()) return false;
  if (relatives_.find(folded) != relatives_.end()) return true;
  return folded.find(host_) != std::string::npos && host_in_next_hop(folded) == host_;
}

std::string KeysOfInterest::why_not(std::string_view key) const {
  const std::string folded = folded_key(key, by_);
  if (folded == "." + host_) return "a key with a leading dot is for what is below the domain";
  if (folded.starts_with('*')) return "an asterisk stands for nothing here";
  if (folded.starts_with('.'))
    return "parents are looked for only where the next hop has neither brackets nor a port";
  if (host_in_next_hop(folded) != host_)
    return fmt::format("a parent needs a leading dot: .{}", escaped(key));
  if (folded.starts_with('[') != next_hop_.starts_with('['))
    return "the brackets are part of the key";
  return "the port and its spelling are part of the key";
}

std::string KeysOfInterest::instead_of(std::string_view key) const {
  const std::string folded = folded_key(key, by_);
  const bool is_parent = folded != "." + host_ && host_in_next_hop(folded) != host_;
  if (!is_parent || tried_.size() == 1) return escaped(tried_.front());
  return fmt::format("{}, or as {}", escaped(tried_.front()),
                     escaped("." + std::string(key.substr(key.starts_with("*.") ? 2 : 0))));
}

TableLook look_through(const Pieces& source, const KeysOfInterest& keys, Repeats repeats) {
  Entries entries(keys);
  KeyHashes hashes;
  for_each_line(source, keys.by(), [&](const TableLine& line) {
    if (line.use != LineUse::entry) return;
    const std::uint64_t hash = hash_of_key(line.key, keys.by());
    if (repeats == Repeats::looked_for) hashes.add(hash);
    if (!keys.may_concern(line.key, hash)) return;
    entries.take(
        {.key = std::string(line.key), .value = std::string(line.value), .line = line.line});
  });
  return {.entries = entries.all(), .repeated = repeated_key(source, keys.by(), hashes)};
}

InlineLook look_through_inline(std::string_view name, const KeysOfInterest& keys) {
  Entries entries(keys);
  for (const InlineEntry& one : inline_entries(name, keys.by())) {
    if (!one.error.empty()) return {.error = std::string(one.error)};
    entries.take({.key = std::string(one.key), .value = std::string(one.value)});
  }
  return {.entries = entries.all()};
}

std::vector<std::string> take_answers(std::vector<TableEntry>& entries,
                                      const std::vector<TableEntry>& answers,
                                      const KeysOfInterest& keys) {
  std::vector<std::string> differences;
  std::vector<TableEntry> found;
  for (const std::string& key : keys.tried()) {
    const TableEntry* in_source = entry_of(entries, key, keys.by());
    const TableEntry* answer = entry_of(answers, key, keys.by());
    const bool is_same =
        in_source != nullptr && answer != nullptr && in_source->value == answer->value;
    if (answer != nullptr) {
      found.push_back(*answer);
      if (is_same) found.back().line = in_source->line;
    }
    if (!is_same && (in_source != nullptr || answer != nullptr))
      differences.push_back(fmt::format(
          "has {} for {}, and its index, which Postfix reads, {}",
          in_source == nullptr ? "nothing" : quoted_text(in_source->value), quoted_text(key),
          answer == nullptr ? "nothing" : quoted_text(answer->value)));
    if (answer != nullptr) break;
  }
  for (TableEntry& entry : entries)
    if (!keys.is_tried(entry.key)) found.push_back(std::move(entry));
  entries = std::move(found);
  return differences;
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
      const TableEntry* entry = find_in(table, key, keys.by());
      if (entry == nullptr) continue;
      if (entry->value.empty()) {
        // maps_find(): "returns an empty string result".
        found.failure =
            fmt::format("{} has nothing for {}", quoted_text(table.name), quoted_text(key));
        return found;
      }
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
