// SPDX-License-Identifier: MIT
#include "core/policy_maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/logical_lines.hpp"
#include "core/policy_words.hpp"

namespace postseal {
namespace {

constexpr std::array<std::string_view, 7> source_types{"texthash", "hash", "btree", "lmdb",
                                                       "cdb",      "dbm",  "sdbm"};

TableKind kind_of(std::string_view type) {
  if (type == "inline") return TableKind::written;
  if (type == "static") return TableKind::value;
  const bool has_source =
      std::find(source_types.begin(), source_types.end(), type) != source_types.end();
  return has_source ? TableKind::source : TableKind::unread;
}

std::string_view without_braces(std::string_view text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return text;
  return trimmed(text.substr(1, text.size() - 2));
}

TableName table_of(std::string_view word, std::string_view queue_directory) {
  TableName table{.text = std::string(word)};
  if (word.starts_with("proxy:")) word.remove_prefix(6);
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || colon == 0) return table;
  table.type = std::string(word.substr(0, colon));
  table.kind = kind_of(table.type);
  const std::string_view name = word.substr(colon + 1);
  if (table.kind != TableKind::source)
    table.name = std::string(table.kind == TableKind::value ? without_braces(name) : name);
  else
    table.name =
        name.starts_with('/') ? std::string(name) : fmt::format("{}/{}", queue_directory, name);
  return table;
}

}  // namespace

std::vector<TableName> tables_named_in(std::string_view value, std::string_view queue_directory) {
  std::vector<TableName> tables;
  while (tables.size() < most_tables) {
    const std::string_view word = take_braced_word(value);
    if (word.empty()) break;
    tables.push_back(table_of(word, queue_directory));
  }
  return tables;
}

}  // namespace postseal
