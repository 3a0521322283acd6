// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy_entry.hpp"

namespace postseal {

struct PolicyLine {
  PolicyEntry entry{};
  int line = 0;       // the first of its lines, from 1
  int last_line = 0;  // the last one with text
};

// The source of a policy table (texthash, or what postmap makes hash and lmdb tables of).
struct PolicyTable {
  std::vector<PolicyLine> lines{};   // in the order of the file, repetitions included
  std::vector<int> without_value{};  // lines of a key alone: postmap warns and skips them
  std::vector<int> stray{};          // lines that continue nothing; skipped as well

  // The entry of this key, in any case, that postmap takes: the first. Null: there is none.
  [[nodiscard]] const PolicyLine* find(std::string_view key) const;
};

// The length of the key at the head of a line of any table's source: it ends at the first blank
// that is not in double quotes; the quotes are part of it.
[[nodiscard]] std::size_t key_size(std::string_view line);

// Reads it as postmap(1) does; never throws.
[[nodiscard]] PolicyTable parse_policy_table(std::string_view text);

// TEXT with ENTRY: in place of the one with its key, whose spelling of the key and column of the
// value stay, else at the end. Comments stay where they are. Byte for byte TEXT where it says the
// same already. Usage Error "policy-entry-invalid" for a key or a value that no table can hold.
[[nodiscard]] std::string with_entry(std::string_view text, const PolicyEntry& entry);

// TEXT without the entries of this key, repetitions included: of these postmap would take the next.
[[nodiscard]] std::string without_entry(std::string_view text, std::string_view key);

}  // namespace postseal
