// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/check_config.hpp"
#include "commands/check_policy_files.hpp"
#include "commands/commands.hpp"
#include "commands/policy_files.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/inline_table.hpp"
#include "core/json.hpp"
#include "core/policy_lookup.hpp"
#include "core/policy_table.hpp"
#include "core/policy_values.hpp"
#include "core/policy_words.hpp"
#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::string next_hop{};
  std::string table{};
};

struct ShownEntry {
  PolicyEntry entry{};
  int line = 0;  // 0: nobody knows
};

struct ShownTable {
  std::string name{};    // "hash:/etc/postfix/tls_policy"
  std::string source{};  // the file; "": there is none
  bool indexed = false;
  bool readable = false;  // else it was asked, or is only named
  std::vector<ShownEntry> entries{};
};

struct Seen {
  std::vector<ShownTable> tables{};
  std::vector<Finding> findings{};
};

std::vector<ShownEntry> entries_in(std::string_view source) {
  std::vector<ShownEntry> entries;
  for (PolicyLine& line : parse_policy_table(source).lines)
    entries.push_back({.entry = std::move(line.entry), .line = line.line});
  return entries;
}

std::vector<ShownEntry> entries_written(const TableName& table, int line) {
  std::vector<ShownEntry> entries;
  for (const InlineEntry& one : inline_entries(table.name))
    if (one.error.empty())
      entries.push_back({.entry = parse_policy_entry(one.key, one.value), .line = line});
  return entries;
}

// Those with one of KEYS, in the order in which they are looked for; of each the first.
std::vector<ShownEntry> found_in(const std::vector<ShownEntry>& entries,
                                 const std::vector<std::string>& keys) {
  std::vector<ShownEntry> found;
  for (const std::string& key : keys) {
    const auto one = std::find_if(entries.begin(), entries.end(), [&](const ShownEntry& entry) {
      return lower(entry.entry.key) == lower(key);
    });
    if (one != entries.end()) found.push_back(*one);
  }
  return found;
}

Finding query_failed(const std::string& table, const std::string& why) {
  return {.id = "policy-query-failed",
          .severity = Severity::warning,
          .subject = table,
          .message = fmt::format("postmap -q gave no answer: {}", why),
          .hint = "what postmap cannot look into, smtp cannot either, and then mail is deferred"};
}

// What postmap(1) finds for the first of KEYS that it finds.
std::vector<ShownEntry> asked_for(Context& context, const std::vector<std::string>& keys,
                                  const std::string& table, std::vector<Finding>& findings) {
  const auto postmap = context.host().find_program("postmap");
  if (!postmap) {
    findings.push_back(query_failed(table, "it is not installed"));
    return {};
  }
  for (const std::string& key : keys) {
    const ProgramResult said = context.host().run(
        {.program = *postmap, .arguments = {"-c", context.config_dir(), "-q", key, table}});
    if (said.status == 0) {
      const std::string value = said.out.substr(0, said.out.find('\n'));
      return {{.entry = parse_policy_entry(key, value)}};
    }
    if (said.err.empty()) continue;
    findings.push_back(query_failed(table, said.err.substr(0, said.err.find('\n'))));
    return {};
  }
  return {};
}

// ---- observe ----

// What is to be shown, and where it is named.
struct Wish {
  std::vector<TableName> tables{};
  Setting maps{};
  NamedAt at{};
  std::vector<std::string> keys{};   // empty: all entries
  std::vector<std::string> types{};  // of this Postfix
};

Wish wish_of(const Options& options, Context& context, const CheckedConfig& config) {
  Wish wish{.types = installed_table_types(context, config)};
  if (!options.next_hop.empty()) wish.keys = policy_keys_of(options.next_hop, context.version());
  if (!options.table.empty()) {
    wish.tables = {named_table(context, options.table)};
    wish.at = {"--table", options.table, 0};
    return wish;
  }
  wish.maps = setting_of(config, nullptr, "smtp_tls_policy_maps").value_or(Setting{});
  if (wish.maps.problem) throw Error(Fault::input, *wish.maps.problem);
  wish.tables = tables_named_in(wish.maps.value, value_in(config, nullptr, "queue_directory"));
  wish.at = {"smtp_tls_policy_maps", wish.maps.path, wish.maps.line};
  return wish;
}

// One table; what is found about it goes to FINDINGS.
ShownTable look_at(Context& context, const Wish& wish, const TableName& table,
                   std::vector<Finding>& findings) {
  ShownTable shown{.name = plain_name(table), .indexed = !index_suffix(table.type).empty()};
  std::vector<CheckFinding> found = look_at_table(context, table, wish.at, wish.types);
  shown.readable = table.kind == TableKind::source || table.kind == TableKind::written;
  if (table.kind == TableKind::source) {
    shown.source = table.name;
    if (const auto source = source_of(context, table.name, found))
      shown.entries = entries_in(source->reveal());
  } else if (table.kind == TableKind::written) {
    shown.source = wish.maps.path;
    shown.entries = entries_written(table, wish.maps.line);
  } else if (!wish.keys.empty() && table.kind != TableKind::malformed) {
    shown.entries = asked_for(context, wish.keys, shown.name, findings);
  }
  if (shown.readable && !wish.keys.empty()) shown.entries = found_in(shown.entries, wish.keys);
  for (CheckFinding& one : found) {
    if (one.finding.id == "policy-table-unread" && !wish.keys.empty()) continue;  // it was asked
    if (one.finding.line == 0) one.finding.line.reset();
    findings.push_back(std::move(one.finding));
  }
  return shown;
}

Seen observe(const Options& options, Context& context) {
  const CheckedConfig config = checked_config(context);
  const Wish wish = wish_of(options, context, config);
  Seen seen;
  for (const TableName& table : wish.tables)
    seen.tables.push_back(look_at(context, wish, table, seen.findings));
  return seen;
}

// ---- answer ----

Json json_of(const ShownTable& table, bool all) {
  Json entries = Json::array();
  for (const ShownEntry& one : table.entries) {
    Json entry = json_of(one.entry);
    entry["line"] = one.line > 0 ? Json(one.line) : Json();
    entries.push_back(std::move(entry));
  }
  if (all && !table.readable) entries = nullptr;
  return {{"table", utf8_of(table.name)},
          {"source", table.source.empty() ? Json() : Json(utf8_of(table.source))},
          {"indexed", table.indexed},
          {"entries", std::move(entries)}};
}

std::string text_of(const ShownTable& table, bool all) {
  std::string text = escaped(table.name) + "\n";
  std::size_t width = 0;
  for (const ShownEntry& one : table.entries)
    width = std::max(width, escaped(one.entry.key).size());
  for (const ShownEntry& one : table.entries) {
    const std::string place =
        one.line > 0 ? fmt::format("{}:{}: ", escaped(table.source), one.line) : "";
    text += fmt::format("  {}{:<{}}  {}\n", place, escaped(one.entry.key), width,
                        escaped(value_text(one.entry)));
  }
  if (!table.entries.empty()) return text;
  if (all && !table.readable) return text + "  cannot be listed: name a next hop to ask it\n";
  return text + (all ? "  no entries\n" : "  nothing for this next hop\n");
}

void require_next_hop(const std::string& next_hop) {
  if (escaped(next_hop) == next_hop && next_hop.find_first_of(" \t") == std::string::npos) return;
  throw Error(Fault::usage, {.id = "policy-entry-invalid",
                             .subject = quoted_text(next_hop),
                             .message = "no table can hold this key",
                             .hint = "a next hop has no blanks and no control characters"});
}

Planned plan(const Options& options, Context& context) {
  require_next_hop(options.next_hop);
  const Seen seen = observe(options, context);
  const bool all = options.next_hop.empty();
  Answer answer{.findings = seen.findings};
  Json tables = Json::array();
  for (const ShownTable& table : seen.tables) {
    tables.push_back(json_of(table, all));
    answer.text += text_of(table, all);
  }
  if (seen.tables.empty()) answer.text = "smtp_tls_policy_maps names no table\n";
  for (const Finding& one : seen.findings) answer.text += as_text(one) + "\n";
  answer.result = shared({{"tables", std::move(tables)}});
  return {.answer = [answer = std::move(answer)](const Applied&) { return answer; }};
}

}  // namespace

Command policy_show_command() {
  const auto options = std::make_shared<Options>();
  return {.description =
              "Shows the entries of the tables of smtp_tls_policy_maps, in the order in which "
              "Postfix looks into them. With a next hop only what is there for it and for its "
              "parent domains, the nearest first: of the first key that is found, the first table "
              "counts. Tables that cannot be read as text, such as regexp and socketmap, are then "
              "asked through postmap.",
          .flags = {table_option(options->table)},
          .arguments = {{.name = "NEXTHOP",
                         .help = "as mail is routed there: example.net, [mx.example.net]:587",
                         .set = [=](const std::string& word) { options->next_hop = word; }}},
          .examples = {{.command = "postseal policy show", .help = "all entries"},
                       {.command = "postseal policy show example.net",
                        .help = "what there is for one next hop"}},
          .looks = true,
          .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
