// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/case_folding.hpp"
#include "core/text_table.hpp"
#include "core/version.hpp"

namespace postseal {

// The keys that smtp(8) looks for, in their order: the next hop as it was routed; for a host name
// without brackets and port also its parents, ".example.net" and ".net" (tls_policy_lookup()).
[[nodiscard]] std::vector<std::string> policy_keys_of(std::string_view next_hop,
                                                      const PostfixVersion& version);

// The keys that matter to one next hop: those that are looked for, and those that somebody may
// have written for it in vain.
class KeysOfInterest {
 public:
  KeysOfInterest(std::string_view next_hop, const PostfixVersion& version,
                 KeyCase by = KeyCase::unicode);

  [[nodiscard]] const std::vector<std::string>& tried() const noexcept { return tried_; }
  [[nodiscard]] KeyCase by() const noexcept { return by_; }
  // False for nearly all keys that are neither tried nor near; HASH is that of the key.
  [[nodiscard]] bool may_concern(std::string_view key, std::uint64_t hash) const;
  [[nodiscard]] bool is_tried(std::string_view key) const;  // in any case
  [[nodiscard]] bool is_near(std::string_view key) const;
  // Why a key that is near is not looked for, in words that follow it.
  [[nodiscard]] std::string why_not(std::string_view key) const;
  [[nodiscard]] std::string instead_of(std::string_view key) const;

 private:
  KeyCase by_;
  std::string next_hop_{};                    // folded
  std::string host_{};                        // in it
  std::vector<std::string> tried_{};          // as they are looked for
  std::unordered_set<std::string> folded_{};  // the same, folded
  std::unordered_set<std::string> relatives_{};
  std::unordered_set<std::uint64_t> hashes_{};  // of both
};

struct TableEntry {
  std::string key{};
  std::string value{};
  int line = 0;
};

// A table of smtp_tls_policy_maps, as far as one next hop goes.
struct TableSeen {
  std::string name{};                 // "hash:/etc/postfix/tls_policy"
  std::string subject{};              // the file where its entries stand; main.cf
  std::vector<TableEntry> entries{};  // those of interest, in their order
  bool answers_all = false;           // static: the first entry is the answer to every key
  bool is_unknown = false;            // what it would answer nobody can say
  std::string failure{};              // why it answers nothing
  std::string failing_key{};          // "": no key; else lookups fail from this one on
};

// What the source of a table has for KEYS: of each key that is looked for the first entry, and some
// that are near. One line is held at a time, and of the keys of a texthash table their hashes.
enum class Repeats { allowed, looked_for };
struct TableLook {
  std::vector<TableEntry> entries{};
  std::optional<RepeatedKey> repeated{};  // the table answers nothing; only if looked for
};
[[nodiscard]] TableLook look_through(const Pieces& source, const KeysOfInterest& keys,
                                     Repeats repeats);

// The same of an inline: table, by its name.
struct InlineLook {
  std::vector<TableEntry> entries{};
  std::string error{};  // why it is none
};
[[nodiscard]] InlineLook look_through_inline(std::string_view name, const KeysOfInterest& keys);

// Gives ENTRIES, of a table's source, what its index answers: ANSWERS are those of the keys that
// are looked for, as far as they were asked. Returns where the two differ, in words.
[[nodiscard]] std::vector<std::string> take_answers(std::vector<TableEntry>& entries,
                                                    const std::vector<TableEntry>& answers,
                                                    const KeysOfInterest& keys);

struct PolicyHit {
  std::string key{};  // as it was looked for
  std::string value{};
  std::string table{};
  std::string subject{};
  int line = 0;
};

struct NearMiss {
  std::string key{};
  std::string subject{};
  int line = 0;
  std::string why{};
  std::string instead{};  // what would be found
};

struct PolicyLookup {
  std::vector<std::string> tried{};  // as far as it came
  std::optional<PolicyHit> entry{};
  std::string failure{};               // a table that fails defers the mail
  std::vector<NearMiss> near{};        // where no entry of its own was found
  std::vector<std::string> unknown{};  // tables that were passed over
};

// All tables for one key, then all for the next (maps_find(3)).
[[nodiscard]] PolicyLookup look_up(const std::vector<TableSeen>& tables,
                                   const KeysOfInterest& keys);

}  // namespace postseal
