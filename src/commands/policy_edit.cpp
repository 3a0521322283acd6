// SPDX-License-Identifier: MIT
#include "commands/policy_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/check_config.hpp"
#include "commands/deployment.hpp"
#include "commands/identity_state.hpp"
#include "commands/policy_inline.hpp"
#include "commands/steps.hpp"
#include "core/error.hpp"
#include "core/inline_table.hpp"
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
  for (std::size_t i = 0; i < seen.tables.size(); ++i)
    if (auto source = editable(seen.tables[i])) {
      OutputSeen file = observe_source(context, *source);
      seen.sources.push_back({.table = std::move(*source), .file = std::move(file), .number = i});
    }
  return seen;
}

std::optional<PolicyEntry> present_entry(const PoliciesSeen& seen, std::string_view key) {
  for (std::size_t i = 0; i < seen.tables.size(); ++i) {
    if (is_written_in(seen, i, key)) return by_meaning(*written_entry(seen, i, key));
    const auto source = std::find_if(seen.sources.begin(), seen.sources.end(),
                                     [i](const SourceSeen& one) { return one.number == i; });
    if (source == seen.sources.end()) continue;
    const PolicyTable table = parse_policy_table(source->file.bytes.reveal());
    if (const PolicyLine* line = table.find(key)) return by_meaning(line->entry);
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

Plan policy_edit_plan(Context& context, const PoliciesSeen& seen,
                      const std::vector<PolicyEdit>& edits,
                      const std::optional<std::string>& maps) {
  ConfigEdit config;
  if (maps) config.set = {{"smtp_tls_policy_maps", *maps}};
  return policy_edit_plan(context, seen, edits, std::move(config));
}

Plan policy_edit_plan(Context& context, const PoliciesSeen& seen,
                      const std::vector<PolicyEdit>& edits, ConfigEdit config) {
  const StateSeen state = observe_state(context, material_dir(context, ""));
  std::vector<Step> steps;
  bool reload = false;
  for (const PolicyEdit& edit : edits) {
    std::vector<Step> one = table_steps(context, edit.source.table, edit.source.file, edit.text);
    // texthash is read when a process starts; indexed tables are looked at while it runs.
    reload = reload || (!one.empty() && edit.source.table.type == "texthash");
    append(steps, std::move(one));
  }
  config.state_dir = state.state_dir;
  std::vector<Step> settings = config_steps(context, seen.files, config);
  reload = reload || !settings.empty();
  append(steps, std::move(settings));
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
