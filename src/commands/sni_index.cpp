// SPDX-License-Identifier: MIT
#include "commands/sni_index.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/files.hpp"
#include "commands/site.hpp"
#include "core/file_references.hpp"
#include "core/logical_lines.hpp"

namespace postseal {
namespace {

// A table of tls_server_sni_maps, "hash:/etc/postfix/sni". No index: a type that has none.
struct Table {
  std::string type{};
  std::string source{};
  std::string index{};
};

std::vector<Table> tables_in(Context& context, const ConfigSeen& config) {
  std::vector<Table> tables;
  if (config.main_cf.find("tls_server_sni_maps") == nullptr) return tables;
  const auto value = parameter_value(context, &config.main_cf, "tls_server_sni_maps");
  for (const std::string& element : list_elements(value.value_or(""))) {
    std::string_view rest = element;
    if (rest.starts_with("proxy:")) rest.remove_prefix(6);
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos || !rest.substr(colon + 1).starts_with('/')) continue;
    Table table{.type = std::string(rest.substr(0, colon)),
                .source = std::string(rest.substr(colon + 1))};
    if (const std::string suffix = index_suffix(table.type); !suffix.empty())
      table.index = table.source + suffix;
    tables.push_back(std::move(table));
  }
  return tables;
}

// The words of each line of a table's source: the name, then the files. None where there is none.
std::vector<std::vector<std::string>> lines_of(Context& context, const Table& table) {
  std::vector<std::vector<std::string>> lines;
  if (!context.host().status(table.source, Follow::yes)) return lines;
  const Secret source = context.host().read(table.source);
  for (const LogicalLine& line : logical_lines(source.reveal()).lines)
    lines.push_back(list_elements(line.text));
  return lines;
}

std::string bytes_of(Context& context, const std::string& path,
                     const std::vector<NewBytes>& changed) {
  for (const NewBytes& one : changed)
    if (one.path == path) return std::string(one.bytes->reveal());
  if (!context.host().status(path, Follow::yes)) return {};
  return std::string(context.host().read(path).reveal());
}

std::string stored_in(Context& context, const Table& table, const std::string& name) {
  const auto postmap = context.host().find_program("postmap");
  if (!postmap) return {};
  return context.host()
      .run({.program = *postmap,
            .arguments = {"-F", "-q", name, fmt::format("{}:{}", table.type, table.source)}})
      .out;
}

// postmap ends what it prints with a newline that is not part of it.
bool is_same(std::string stored, std::string wanted) {
  const auto strip = [](std::string& text) {
    while (text.ends_with('\n')) text.pop_back();
  };
  strip(stored);
  strip(wanted);
  return stored == wanted;
}

bool any_unknown(const std::vector<std::string>& words, const std::vector<NewBytes>& changed) {
  return std::any_of(changed.begin(), changed.end(), [&](const NewBytes& one) {
    return !one.bytes && std::find(words.begin(), words.end(), one.path) != words.end();
  });
}

bool is_stale(Context& context, const Table& table, const std::vector<std::string>& paths,
              const std::vector<NewBytes>& changed) {
  for (const std::vector<std::string>& words : lines_of(context, table)) {
    const bool ours = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return std::find(paths.begin(), paths.end(), word) != paths.end();
    });
    if (!ours || words.size() < 2) continue;
    if (any_unknown(words, changed)) return true;
    std::string wanted;
    // postmap puts a line end between two files (dict_file.c).
    for (std::size_t i = 1; i < words.size(); ++i)
      wanted += (i > 1 ? "\n" : "") + bytes_of(context, words[i], changed);
    if (!is_same(stored_in(context, table, words[0]), wanted)) return true;
  }
  return false;
}

}  // namespace

std::vector<Step> sni_index_steps(Context& context, const ConfigSeen& config,
                                  const std::vector<std::string>& paths,
                                  const std::vector<NewBytes>& changed) {
  std::vector<Step> steps;
  for (const Table& table : tables_in(context, config)) {
    if (table.index.empty()) continue;
    const auto index = context.host().status(table.index, Follow::no);
    if (!index || !is_stale(context, table, paths, changed)) continue;
    steps.push_back({.effect = IndexMap{.type = table.type,
                                        .source = table.source,
                                        .of_files = true,
                                        .access = {.mode = index->mode & 0700U},
                                        .output = table.index},
                     .changes = {{.kind = ChangeKind::map,
                                  .action = Action::index,
                                  .target = fmt::format("{}:{}", table.type, table.source)}}});
  }
  return steps;
}

bool named_in_sni(Context& context, const ConfigSeen& config, const std::string& path) {
  for (const Table& table : tables_in(context, config))
    for (const std::vector<std::string>& words : lines_of(context, table))
      if (std::find(words.begin(), words.end(), path) != words.end()) return true;
  return false;
}

}  // namespace postseal
