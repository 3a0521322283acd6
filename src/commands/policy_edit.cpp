// SPDX-License-Identifier: MIT
#include "commands/policy_edit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/check_config.hpp"
#include "commands/deployment.hpp"
#include "commands/identity_state.hpp"
#include "commands/steps.hpp"
#include "core/error.hpp"
#include "core/policy_table.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {

PoliciesSeen observe_policies(Context& context, const std::string& table) {
  PoliciesSeen seen{.config = checked_config(context), .files = observe_config(context)};
  seen.maps = setting_of(seen.config, nullptr, "smtp_tls_policy_maps").value_or(Setting{});
  if (seen.maps.problem) throw Error(Fault::input, *seen.maps.problem);
  if (table.empty())
    seen.tables =
        tables_named_in(seen.maps.value, value_in(seen.config, nullptr, "queue_directory"));
  else
    seen.tables = {named_table(context, table)};
  if (!table.empty() && !editable(seen.tables.front()))
    throw_no_table("--table",
                   fmt::format("{} has no source that can be edited", quoted_text(table)));
  for (const TableName& name : seen.tables)
    if (auto source = editable(name)) {
      OutputSeen file = observe_source(context, *source);
      seen.sources.push_back({.table = std::move(*source), .file = std::move(file)});
    }
  return seen;
}

std::optional<PolicyEntry> present_entry(const PoliciesSeen& seen, std::string_view key) {
  const std::string folded = lower(key);
  auto source = seen.sources.begin();
  for (const TableName& table : seen.tables) {
    if (table.kind == TableKind::written)
      for (const InlineEntry& one : inline_entries(table.name))
        if (one.error.empty() && lower(one.key) == folded)
          return parse_policy_entry(one.key, one.value);
    if (!editable(table) || source == seen.sources.end()) continue;
    const PolicyTable read = parse_policy_table((source++)->file.bytes.reveal());
    if (const PolicyLine* line = read.find(key)) return by_meaning(line->entry);
  }
  return std::nullopt;
}

void require_writable(const PolicyEntry& entry) {
  if (entry.key.empty())
    throw Error(Fault::usage, {.id = "policy-entry-invalid",
                               .subject = "NEXTHOP",
                               .message = "is empty",
                               .hint = "name a domain, or [host]:port as the transport has it"});
  (void)with_entry("", entry);
}

void refuse_written(const PoliciesSeen& seen, std::string_view key) {
  const std::string folded = lower(key);
  for (const TableName& table : seen.tables) {
    if (table.kind != TableKind::written) continue;
    const std::vector<InlineEntry> entries = inline_entries(table.name);
    const bool holds = std::any_of(entries.begin(), entries.end(), [&](const InlineEntry& entry) {
      return entry.error.empty() && lower(entry.key) == folded;
    });
    if (!holds) continue;
    throw Error(
        Fault::input,
        {.id = "policy-table-written",
         .subject = seen.maps.is_set() ? fmt::format("{}:{}", seen.maps.path, seen.maps.line)
                                       : seen.files.main.path,
         .message = fmt::format("{} is in an inline: table of smtp_tls_policy_maps, which "
                                "is not edited here",
                                quoted_text(key)),
         .hint = "change the parameter, or move its entries to a texthash: table"});
  }
}

Plan policy_edit_plan(Context& context, const PoliciesSeen& seen,
                      const std::vector<PolicyEdit>& edits,
                      const std::optional<std::string>& maps) {
  const StateSeen state = observe_state(context, material_dir(context, ""));
  std::vector<Step> steps;
  bool reload = maps.has_value();
  for (const PolicyEdit& edit : edits) {
    std::vector<Step> one = table_steps(context, edit.source.table, edit.source.file, edit.text);
    // texthash is read when a process starts; indexed tables are looked at while it runs.
    reload = reload || (!one.empty() && edit.source.table.type == "texthash");
    append(steps, std::move(one));
  }
  if (maps)
    append(steps,
           config_steps(context, seen.files,
                        {.set = {{"smtp_tls_policy_maps", *maps}}, .state_dir = state.state_dir}));
  if (steps.empty()) return {};
  Plan plan{.steps = state_steps(state), .state_dir = state.state_dir};
  append(plan.steps, std::move(steps));
  const std::string queue = value_in(seen.config, nullptr, "queue_directory");
  append(plan.steps,
         after_change_steps({.config_dir = seen.files.dir,
                             .postfix_runs = reload && context.host().postfix_runs(queue)}));
  return plan;
}

}  // namespace postseal
