// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/command.hpp"
#include "commands/context.hpp"
#include "commands/files.hpp"
#include "core/plan.hpp"
#include "core/policy_entry.hpp"
#include "core/policy_maps.hpp"

namespace postseal {

// A policy table with a source that can be edited and, where its type has one, an index in one
// file beside it.
struct PolicySource {
  std::string type{};  // "texthash", "hash", "lmdb", ...
  std::string path{};  // as Postfix opens it
};

// "hash:/etc/postfix/tls_policy".
[[nodiscard]] std::string name_of(const PolicySource& table);

// nullopt: it has no source, or its index is not one file.
[[nodiscard]] std::optional<PolicySource> editable(const TableName& table);

// Those of smtp_tls_policy_maps that can be edited, in their order.
[[nodiscard]] std::vector<PolicySource> editable_tables(std::string_view value,
                                                        std::string_view queue_directory);

// A table's name without "proxy:", and with an absolute path.
[[nodiscard]] std::string plain_name(const TableName& table);

// The source as it is; of a symbolic link, its target.
[[nodiscard]] OutputSeen observe_source(const Context& context, const PolicySource& table);

// The steps that give a table this text: its source where that differs, and its index where the
// source changes or the index is missing or older.
[[nodiscard]] std::vector<Step> table_steps(const Context& context, const PolicySource& table,
                                            const OutputSeen& seen, const std::string& text);

// --table TYPE:PATH.
[[nodiscard]] Flag table_option(std::string& member);

// What --table names; a relative path is below the working directory. Usage Error "value-invalid"
// for anything but one table.
[[nodiscard]] TableName named_table(const Context& context, const std::string& text);

// {"key", "level", "attributes"}.
[[nodiscard]] Json json_of(const PolicyEntry& entry);

// The Error "policy-table-none" where a table has no source to edit, or none has.
[[noreturn]] void throw_no_table(const std::string& subject, const std::string& what);

}  // namespace postseal
