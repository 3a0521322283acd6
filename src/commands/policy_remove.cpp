// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "commands/commands.hpp"
#include "commands/policy_edit.hpp"
#include "commands/policy_inline.hpp"
#include "core/json.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_table.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::string next_hop{};
  std::string table{};
};

// "[mx.example.net]" is another key than "mx.example.net", and so is one with a port.
void note_near(Context& context, const PoliciesSeen& seen, const std::string& next_hop) {
  constexpr std::size_t most = 5;
  const std::string host = host_in_next_hop(next_hop);
  std::size_t noted = 0;
  for (const SourceSeen& source : seen.sources)
    for (const PolicyLine& line : parse_policy_table(source.file.bytes.reveal()).lines) {
      if (host_in_next_hop(line.entry.key) != host || noted++ >= most) continue;
      context.note(fmt::format("{}:{}: {} is another next hop than {}", source.table.path,
                               line.line, quoted_text(line.entry.key), quoted_text(next_hop)));
    }
}

Json removed_json(const PolicySource& table, const PolicyLine& line) {
  Json entry = json_of(line.entry);
  entry["table"] = utf8_of(name_of(table));
  entry["line"] = line.line;
  return entry;
}

Json removed_json(const PoliciesSeen& seen, std::size_t number, const Options& options) {
  Json entry = json_of(
      written_entry(seen, number, options.next_hop).value_or(PolicyEntry{.key = options.next_hop}));
  entry["table"] = utf8_of(plain_name(seen.tables.at(number)));
  entry["line"] = seen.maps.line;
  return entry;
}

Planned plan(const Options& options, Context& context) {
  require_writable({.key = options.next_hop, .level = "none"});
  const PoliciesSeen seen = observe_policies(context, options.table);
  // Every table: else the next one that has the key would count.
  std::vector<PolicyEdit> edits;
  Json removed = Json::array();
  const std::string folded = lower(options.next_hop);
  for (const SourceSeen& source : seen.sources) {
    const std::string_view text = source.file.bytes.reveal();
    const PolicyTable table = parse_policy_table(text);
    if (table.find(options.next_hop) == nullptr) continue;
    for (const PolicyLine& line : table.lines)
      if (lower(line.entry.key) == folded) removed.push_back(removed_json(source.table, line));
    edits.push_back({.source = source, .text = without_entry(text, options.next_hop)});
  }
  ConfigEdit config;
  if (auto text = main_cf_without(seen, options.next_hop))
    config.rewritten = {.parameter = "smtp_tls_policy_maps", .text = *std::move(text)};
  for (std::size_t i = 0; i < seen.tables.size(); ++i)
    if (is_written_in(seen, i, options.next_hop)) removed.push_back(removed_json(seen, i, options));
  if (removed.empty()) note_near(context, seen, options.next_hop);
  return {.plan = policy_edit_plan(context, seen, edits, std::move(config)),
          .answer = [result = shared({{"removed", std::move(removed)}})](const Applied&) {
            return Answer{.result = result};
          }};
}

}  // namespace

Command policy_remove_command() {
  const auto options = std::make_shared<Options>();
  return {.description =
              "Removes the entries for a next hop from the tables of smtp_tls_policy_maps, "
              "repetitions included. Comments stay. Mail goes there as the entry of a parent "
              "domain, or else main.cf, says from then on.",
          .flags = {table_option(options->table)},
          .arguments = {{.name = "NEXTHOP",
                         .help = "as the table has it, in any case of letters",
                         .least = 1,
                         .set = [=](const std::string& word) { options->next_hop = word; }}},
          .examples = {{.command = "postseal policy remove example.net",
                        .help = "from every table that has it"},
                       {.command = "postseal policy remove '[mx.example.org]:587' -n --diff",
                        .help = "what would change"}},
          .locks = true,
          .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
