// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/context.hpp"
#include "commands/policy_files.hpp"
#include "core/checked_config.hpp"

namespace postseal {

// A table that can be edited, and its source as it is.
struct SourceSeen {
  PolicySource table{};
  OutputSeen file{};
  std::size_t number = 0;  // of PoliciesSeen::tables
};

// What `policy set` and `policy remove` look at.
struct PoliciesSeen {
  CheckedConfig config{};             // what the settings mean
  ConfigSeen files{};                 // how they are written
  Setting maps{};                     // smtp_tls_policy_maps of main.cf
  std::vector<TableName> tables{};    // all that are meant, in the order of lookups
  std::vector<SourceSeen> sources{};  // those of them that can be edited
};

// TABLE: of --table; "": those of smtp_tls_policy_maps.
[[nodiscard]] PoliciesSeen observe_policies(Context& context, const std::string& table);

// The entry for KEY, of the first table that has it; nullopt: none has.
[[nodiscard]] std::optional<PolicyEntry> present_entry(const PoliciesSeen& seen,
                                                       std::string_view key);

// The Error "policy-entry-invalid" for a key or a value that no table can hold.
void require_writable(const PolicyEntry& entry);

// A table with its new text.
struct PolicyEdit {
  const SourceSeen& source;
  std::string text{};
};

// One transaction: sources, indexes, MAPS as smtp_tls_policy_maps where it is given, and a reload
// where Postfix runs and would not see it by itself. Empty: nothing to do.
[[nodiscard]] Plan policy_edit_plan(Context& context, const PoliciesSeen& seen,
                                    const std::vector<PolicyEdit>& edits,
                                    const std::optional<std::string>& maps);

// The same with any edit of main.cf; its state_dir is filled in.
[[nodiscard]] Plan policy_edit_plan(Context& context, const PoliciesSeen& seen,
                                    const std::vector<PolicyEdit>& edits, ConfigEdit config);

}  // namespace postseal
