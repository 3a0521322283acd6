// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

enum class TableKind {
  source,     // a file with a line per entry, which Postfix or postmap(1) reads
  written,    // inline: the entries stand in the parameter
  value,      // static: one value for every key
  unread,     // what only Postfix can look into: regexp, pcre, socketmap, ldap, ...
  malformed,  // no "type:name"
};

// An element of a parameter that names lookup tables.
struct TableName {
  TableKind kind = TableKind::malformed;
  std::string type{};  // "hash"
  std::string name{};  // the file, absolute; of static: the value; of inline: with its braces
  std::string text{};  // as written
};

// More tables than this are no list that a person wrote; they are not looked at.
inline constexpr std::size_t most_tables = 1000;

// "hash:/etc/postfix/tls_policy, inline:{ {a = b} }"; "proxy:" is passed over. Relative
// paths are below QUEUE_DIRECTORY, where daemons run.
[[nodiscard]] std::vector<TableName> tables_named_in(std::string_view value,
                                                     std::string_view queue_directory);

}  // namespace postseal
