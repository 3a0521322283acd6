// SPDX-License-Identifier: MIT
#include "commands/policy_files.hpp"

#include <fmt/format.h>

#include "commands/check_policy_files.hpp"
#include "commands/flags.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/json.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

Step source_step(const OutputSeen& seen, const std::string& text) {
  const Access access{.mode = seen.status ? seen.status->mode : public_mode};
  Step step =
      write_step(seen, {.access = access, .after = {{"policy table", "smtp_tls_policy_maps"}}},
                 known_bytes(Secret(std::string_view{text})));
  step.texts = {{.path = seen.path, .before = std::string(seen.bytes.reveal()), .after = text}};
  return step;
}

Step index_step(const PolicySource& table, const OutputSeen& seen,
                const std::optional<FileStatus>& index) {
  return {
      .effect = IndexMap{.type = table.type,
                         .source = seen.path,
                         .access = {.mode = index ? index->mode : public_mode},
                         .output = table.path + index_suffix(table.type)},
      .changes = {{.kind = ChangeKind::map, .action = Action::index, .target = name_of(table)}}};
}

}  // namespace

std::string name_of(const PolicySource& table) {
  return fmt::format("{}:{}", table.type, table.path);
}

std::optional<PolicySource> editable(const TableName& table) {
  if (table.kind != TableKind::source) return std::nullopt;
  if (table.type != "texthash" && index_suffix(table.type).empty()) return std::nullopt;
  return PolicySource{.type = table.type, .path = table.name};
}

std::vector<PolicySource> editable_tables(std::string_view value,
                                          std::string_view queue_directory) {
  std::vector<PolicySource> tables;
  for (const TableName& name : tables_named_in(value, queue_directory))
    if (auto table = editable(name)) tables.push_back(std::move(*table));
  return tables;
}

std::string plain_name(const TableName& table) {
  if (table.kind == TableKind::source) return fmt::format("{}:{}", table.type, table.name);
  return table.text.starts_with("proxy:") ? table.text.substr(6) : table.text;
}

OutputSeen observe_source(const Context& context, const PolicySource& table) {
  OutputSeen seen = observe_output(context, context.host().resolve(table.path));
  refuse_key(seen.path, seen.bytes);
  return seen;
}

std::vector<Step> table_steps(const Context& context, const PolicySource& table,
                              const OutputSeen& seen, const std::string& text) {
  std::vector<Step> steps;
  const bool changes = !seen.status || text != seen.bytes.reveal();
  if (changes) steps.push_back(source_step(seen, text));
  const std::string suffix = index_suffix(table.type);
  if (suffix.empty()) return steps;
  const auto index = context.host().status(table.path + suffix, Follow::no);
  if (changes || !index || index->modified < seen.status->modified)
    steps.push_back(index_step(table, seen, index));
  return steps;
}

Flag table_option(std::string& member) {
  return option(member, {.name = "--table",
                         .value = "TYPE:PATH",
                         .help = "the table that is meant (default: those of smtp_tls_policy_maps)",
                         .completes = Completes::file});
}

TableName named_table(const Context& context, const std::string& text) {
  const auto invalid = [&](const std::string& message) {
    throw Error(Fault::usage,
                {.id = "value-invalid",
                 .subject = "--table",
                 .message = fmt::format("{} {}", quoted_text(text), message),
                 .hint = "name one table with its type, as in texthash:/etc/postfix/tls_policy"});
  };
  const std::vector<TableName> tables = tables_named_in(text, "");
  if (tables.size() != 1) invalid("is not one table");
  TableName table = tables.front();
  if (table.kind == TableKind::malformed) invalid("has no type before it");
  if (table.kind != TableKind::source) return table;
  // As postmap(1) does, and unlike a daemon, which runs in the queue directory.
  const std::string_view path = std::string_view{table.text}.substr(
      table.text.find(table.type + ":") + table.type.size() + 1);
  if (path.empty()) invalid("has no path");
  table.name = context.host().absolute(std::string(path));
  return table;
}

Json json_of(const PolicyEntry& entry) {
  Json attributes = Json::array();
  for (const PolicyAttribute& one : entry.attributes)
    attributes.push_back(
        {{"name", utf8_of(one.name)}, {"value", one.value ? Json(utf8_of(*one.value)) : Json()}});
  return {{"key", utf8_of(entry.key)},
          {"level", utf8_of(entry.level)},
          {"attributes", std::move(attributes)}};
}

void throw_no_table(const std::string& subject, const std::string& what) {
  throw Error(
      Fault::input,
      {.id = "policy-table-none",
       .subject = subject,
       .message = what,
       .hint = "add a texthash:, hash:, lmdb: or cdb: table, and name it before the others"});
}

}  // namespace postseal
