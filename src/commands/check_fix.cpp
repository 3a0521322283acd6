// SPDX-License-Identifier: MIT
#include "commands/check_fix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "commands/check_config.hpp"
#include "commands/check_parts.hpp"
#include "commands/config_edit.hpp"
#include "commands/deployment.hpp"
#include "commands/identity_state.hpp"
#include "commands/modes_plan.hpp"
#include "commands/site.hpp"
#include "commands/steps.hpp"
#include "core/config_repair.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/policy_maps.hpp"

namespace postseal {
namespace {

// ---- main.cf and master.cf ----

void add_repair(ConfigEdit& edit, const ConfigRepair& repair) {
  if (repair.service.empty()) {
    if (repair.value)
      edit.set.emplace_back(repair.name, *repair.value);
    else
      edit.unset.push_back(repair.name);
    return;
  }
  auto change = std::find_if(edit.services.begin(), edit.services.end(),
                             [&](const ServiceChange& one) { return one.key == repair.service; });
  if (change == edit.services.end())
    change = edit.services.insert(change, ServiceChange{.key = repair.service});
  if (repair.value)
    change->options.push_back({.name = repair.name, .value = *repair.value});
  else
    change->removed.push_back(repair.name);
}

std::vector<Step> config_repair_steps(Context& context, const ConfigSeen& seen,
                                      const std::string& state_dir) {
  ConfigEdit edit{.state_dir = state_dir};
  for (const ConfigRepair& repair : config_repairs(checked_config(context))) {
    if (!repair.why.empty()) context.note(repair.why);
    add_repair(edit, repair);
  }
  return config_steps(context, seen, edit);
}

// ---- indexes ----

struct IndexedTable {
  std::string type{};
  std::string source{};
  std::string index{};
  bool of_files = false;  // tls_server_sni_maps
};

constexpr std::array table_parameters{"tls_server_sni_maps", "smtp_tls_policy_maps",
                                      "lmtp_tls_policy_maps", "relay_clientcerts"};

std::vector<IndexedTable> indexed_tables(const CheckedConfig& config) {
  const std::string queue = value_in(config, nullptr, "queue_directory");
  std::vector<IndexedTable> tables;
  for (const std::string_view name : table_parameters) {
    for (const TableName& named : tables_named_in(value_in(config, nullptr, name), queue)) {
      const std::string suffix = index_suffix(named.type);
      if (named.kind != TableKind::source || suffix.empty()) continue;
      IndexedTable table{.type = named.type,
                         .source = named.name,
                         .index = named.name + suffix,
                         .of_files = name == "tls_server_sni_maps"};
      const bool known = std::any_of(tables.begin(), tables.end(), [&](const IndexedTable& one) {
        return one.index == table.index;
      });
      if (!known) tables.push_back(std::move(table));
    }
  }
  return tables;
}

// The indexes of server names that do not hold what the files hold now; `check` compares bytes.
std::set<std::string> stale_sni_indexes(Context& context, const CheckedConfig& config) {
  std::set<std::string> stale;
  if (config.main_cf.find("tls_server_sni_maps") == nullptr) return stale;
  for (const CheckFinding& one : check_material(context, config, 0).findings)
    if (one.finding.id == "sni-map-stale" || one.finding.id == "sni-map-without-files")
      stale.insert(one.finding.subject);
  return stale;
}

std::optional<Step> index_step(const Context& context, const IndexedTable& table,
                               const std::set<std::string>& stale) {
  const auto source = context.host().status(table.source, Follow::yes);
  if (!source || source->kind != FileKind::regular) return std::nullopt;
  const auto index = context.host().status(table.index, Follow::no);
  const bool current =
      table.of_files ? !stale.contains(table.index) : index && index->modified >= source->modified;
  if (index && current) return std::nullopt;
  const std::uint32_t mode = index ? index->mode : source->mode & 0644U;
  return Step{.effect = IndexMap{.type = table.type,
                                 .source = table.source,
                                 .of_files = table.of_files,
                                 .access = {.mode = table.of_files ? mode & 0700U : mode},
                                 .output = table.index},
              .changes = {{.kind = ChangeKind::map,
                           .action = Action::index,
                           .target = fmt::format("{}:{}", table.type, table.source)}}};
}

// ---- legacy parameters ----

struct LegacyPairNames {
  std::string_view certificate{};
  std::string_view key{};
};
constexpr std::array legacy_pairs{LegacyPairNames{"smtpd_tls_cert_file", "smtpd_tls_key_file"},
                                  LegacyPairNames{"smtpd_tls_eccert_file", "smtpd_tls_eckey_file"}};

// Renewed where it is by somebody else: a symbolic link, or a directory of an ACME client.
bool is_renewed_in_place(const Context& context, const std::string& path) {
  if (context.host().resolve(path) != path) return true;
  constexpr std::array places{"/etc/letsencrypt/", "/.lego/", "/.acme.sh/", "/var/lib/acme/",
                              "/dehydrated/"};
  return std::any_of(places.begin(), places.end(),
                     [&](std::string_view place) { return path.find(place) != std::string::npos; });
}

std::optional<DeployWish> conversion_of(const Context& context, const CheckedConfig& config,
                                        const LegacyPairNames& names) {
  const ParameterLine* line = config.main_cf.find(names.certificate);
  if (line == nullptr) return std::nullopt;
  const std::string certificate = value_in(config, nullptr, names.certificate);
  std::string key = value_in(config, nullptr, names.key);
  if (key.empty()) key = certificate;
  for (const std::string& path : {certificate, key}) {
    if (!path.starts_with('/') || !context.host().status(path, Follow::yes)) return std::nullopt;
    if (is_renewed_in_place(context, path)) return std::nullopt;
  }
  return DeployWish{.source = {.certificate = certificate, .key = key}, .keep_self_signed = true};
}

}  // namespace

Plan repair_plan(Context& context) {
  const ConfigSeen seen = observe_config(context);
  const ModesSeen modes = observe_modes({}, context);
  Plan plan = modes_plan(modes, ModeRules{.caller_uid = context.host().effective_uid()}, context);
  const CheckedConfig config = checked_config(context);
  const std::set<std::string> stale = stale_sni_indexes(context, config);
  for (const IndexedTable& table : indexed_tables(config))
    if (auto step = index_step(context, table, stale)) plan.steps.push_back(std::move(*step));
  const StateSeen state = observe_state(context, material_dir(context, ""));
  std::vector<Step> edits = config_repair_steps(context, seen, state.state_dir);
  if (plan.steps.empty() && edits.empty()) return plan;
  std::vector<Step> before = state_steps(state);
  before.insert(before.end(), std::make_move_iterator(plan.steps.begin()),
                std::make_move_iterator(plan.steps.end()));
  plan.steps = std::move(before);
  const bool reload = !edits.empty();
  append(plan.steps, std::move(edits));
  plan.state_dir = state.state_dir;
  const auto queue = parameter_value(context, &seen.main_cf, "queue_directory");
  const bool runs = reload && queue && context.host().postfix_runs(*queue);
  if (runs) append(plan.steps, after_change_steps({.config_dir = seen.dir, .postfix_runs = true}));
  return plan;
}

std::vector<std::function<Planned()>> legacy_conversions(Context& context) {
  std::vector<std::function<Planned()>> all;
  const CheckedConfig config = checked_config(context);
  if (config.version < PostfixVersion{3, 4, 0}) return all;
  if (config.main_cf.find("smtpd_tls_chain_files") != nullptr) return all;
  for (const LegacyPairNames& names : legacy_pairs)
    if (const auto wish = conversion_of(context, config, names))
      all.emplace_back([&context, wish = *wish] { return plan_one_deployment(context, wish); });
  return all;
}

}  // namespace postseal
