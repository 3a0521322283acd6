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

// A table of tls_server_sni_maps: "hash:/etc/postfix/sni".
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
    if (colon == std::string_view::npos) continue;
    const std::string type(rest.substr(0, colon));
    const std::string source(rest.substr(colon + 1));
    const std::string suffix = index_suffix(type);
    if (!suffix.empty() && source.starts_with('/') &&
        context.host().status(source + suffix, Follow::no))
      tables.push_back({.type = type, .source = source, .index = source + suffix});
  }
  return tables;
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
  const Secret source = context.host().read(table.source);
  for (const LogicalLine& line : logical_lines(source.reveal()).lines) {
    const std::vector<std::string> words = list_elements(line.text);
    const bool ours = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return std::find(paths.begin(), paths.end(), word) != paths.end();
    });
    if (!ours || words.size() < 2) continue;
    if (any_unknown(words, changed)) return true;
    std::string wanted;
    for (std::size_t i = 1; i < words.size(); ++i) wanted += bytes_of(context, words[i], changed);
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
    if (!is_stale(context, table, paths, changed)) continue;
    const FileStatus index = context.host().status(table.index, Follow::no).value_or(FileStatus{});
    steps.push_back({.effect = IndexMap{.type = table.type,
                                        .source = table.source,
                                        .of_files = true,
                                        .access = {.mode = index.mode & 0700U},
                                        .output = table.index},
                     .changes = {{.kind = ChangeKind::map,
                                  .action = Action::index,
                                  .target = fmt::format("{}:{}", table.type, table.source)}}});
  }
  return steps;
}

bool named_in_sni(Context& context, const ConfigSeen& config, const std::string& path) {
  if (config.main_cf.find("tls_server_sni_maps") == nullptr) return false;
  const auto value = parameter_value(context, &config.main_cf, "tls_server_sni_maps");
  for (const std::string& element : list_elements(value.value_or(""))) {
    const std::size_t slash = element.find(":/");
    if (slash == std::string::npos) continue;
    const std::string source = element.substr(slash + 1);
    if (!context.host().status(source, Follow::yes)) continue;
    const Secret text = context.host().read(source);
    for (const LogicalLine& line : logical_lines(text.reveal()).lines) {
      const std::vector<std::string> words = list_elements(line.text);
      if (std::find(words.begin(), words.end(), path) != words.end()) return true;
    }
  }
  return false;
}

}  // namespace postseal
