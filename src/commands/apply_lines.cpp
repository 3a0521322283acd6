// SPDX-License-Identifier: MIT
#include "commands/apply_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/deployment_lines.hpp"
#include "commands/policy_files.hpp"
#include "commands/site.hpp"
#include "core/error.hpp"
#include "core/missing_lines.hpp"
#include "core/policy_table.hpp"
#include "core/snippet.hpp"

namespace postseal {
namespace {

void set_level(std::vector<SnippetParameter>& lines, std::string_view name,
               const std::string& level) {
  for (SnippetParameter& line : lines)
    if (line.name == name) line.value = level;
}

// The lines of the settings, and the services.
Snippet snippet_for(Context& context, const LinesWish& wish) {
  const Settings& settings = wish.settings;
  SnippetWish site = site_wish(context, &wish.config.main_cf);
  site.server = wish.material;
  site.dh_file = wish.dh_file;
  site.profile = settings.server ? settings.server->profile : Profile::intermediate;
  site.smtps = settings.server && settings.server->smtps;
  site.submission = settings.server && settings.server->submission;
  site.role = SnippetRole::server;
  Snippet all = make_snippet(site);
  if (!settings.server)
    std::erase_if(all.parameters, [&](const SnippetParameter& line) {
      return !is_material_parameter(line.name) && !(wish.dh_file && line.value == *wish.dh_file);
    });
  else
    set_level(all.parameters, "smtpd_tls_security_level", settings.server->security_level);
  if (settings.client) {
    if (std::holds_alternative<NoCas>(settings.client->ca)) site.ca_file.reset();
    if (const auto* file = std::get_if<std::string>(&settings.client->ca)) site.ca_file = *file;
    site.role = SnippetRole::client;
    Snippet client = make_snippet(site);
    set_level(client.parameters, "smtp_tls_security_level", settings.client->security_level);
    for (SnippetParameter& line : client.parameters) all.parameters.push_back(std::move(line));
    if (!std::holds_alternative<NoCas>(settings.client->ca))  // else it was asked for
      for (std::string& note : client.notes) all.notes.push_back(std::move(note));
  }
  site.role = SnippetRole::master;
  all.services = make_snippet(site).services;
  return all;
}

bool is_declared(const Settings& settings, std::string_view name) {
  return (name == "smtpd_tls_security_level" && settings.server) ||
         (name == "smtp_tls_security_level" && settings.client);
}

void note_kept(Context& context, const ParameterConflict& conflict) {
  context.note(fmt::format("{} = {} is kept", conflict.have.name, conflict.have.value));
}

// What main.cf says already and the settings do not speak of.
bool is_foreign(const Settings& settings, const ParameterLine& line) {
  return line.name.starts_with("smtp_") ? !settings.client : !settings.server;
}

std::string text_with(const OutputSeen& seen, const std::vector<PolicyEntry>& entries) {
  std::string text(seen.bytes.reveal());
  for (const PolicyEntry& entry : entries) text = with_entry(text, entry);
  return text;
}

}  // namespace

ConfigEdit lines_for(Context& context, const LinesWish& wish) {
  const Snippet snippet = snippet_for(context, wish);
  for (const std::string& note : snippet.notes) context.note(note);
  const MissingLines lines =
      lines_missing(wish.config.main_cf, snippet.parameters, context.version());
  ConfigEdit edit{.state_dir = wish.state_dir};
  for (const SnippetParameter& one : lines.missing) edit.set.emplace_back(one.name, one.value);
  for (const ParameterConflict& one : lines.conflicts) {
    if (one.keep && !is_declared(wish.settings, one.wanted.name))
      note_kept(context, one);
    else
      edit.set.emplace_back(one.wanted.name, one.wanted.value);
  }
  for (const ParameterLine& line : lines.superseded) edit.unset.push_back(line.name);
  for (const ParameterLine& line : lines.retired)
    if (!is_foreign(wish.settings, line)) edit.unset.push_back(line.name);
  const bool no_cas =
      wish.settings.client && std::holds_alternative<NoCas>(wish.settings.client->ca);
  if (no_cas && wish.config.main_cf.find("smtp_tls_CAfile") != nullptr)
    edit.unset.emplace_back("smtp_tls_CAfile");
  if (wish.policy_maps) edit.set.emplace_back("smtp_tls_policy_maps", *wish.policy_maps);
  edit.services = services_missing(wish.config.master_cf, snippet.services);
  return edit;
}

PolicyPlan policy_plan(Context& context, const Settings& settings, const ConfigSeen& config) {
  PolicyPlan plan;
  if (settings.policies.empty()) return plan;
  PolicySource table{.type = "texthash", .path = config.dir + "/tls_policy"};
  if (config.main_cf.find("smtp_tls_policy_maps") != nullptr) {
    const auto value = parameter_value(context, &config.main_cf, "smtp_tls_policy_maps");
    const auto queue = parameter_value(context, &config.main_cf, "queue_directory");
    const auto found = editable_tables(value.value_or(""), queue.value_or(""));
    if (found.empty())
      throw_no_table(config.main.path,
                     fmt::format("smtp_tls_policy_maps = {} has no table that can be edited",
                                 value.value_or("")));
    table = found.front();
  } else {
    plan.parameter = name_of(table);
  }
  const OutputSeen seen = observe_source(context, table);
  plan.steps = table_steps(context, table, seen, text_with(seen, settings.policies));
  return plan;
}

}  // namespace postseal
