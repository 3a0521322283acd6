// SPDX-License-Identifier: MIT
#include "commands/policy_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/check_policy_files.hpp"
#include "commands/commands.hpp"
#include "commands/policy_edit.hpp"
#include "commands/policy_given.hpp"
#include "commands/policy_inline.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/json.hpp"
#include "core/policy_table.hpp"
#include "core/policy_words.hpp"
#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  PolicyEntry entry{};
  std::string table{};
};

struct Seen {
  PoliciesSeen policies{};
  std::size_t chosen = 0;                // of policies.sources
  std::optional<std::size_t> written{};  // of policies.tables: an inline: table instead
  std::optional<std::string> maps{};     // what main.cf has to say, where it names no table
  std::vector<Finding> findings{};       // of the entry: warnings, else it is refused

  [[nodiscard]] const SourceSeen& target() const { return policies.sources.at(chosen); }
  [[nodiscard]] std::string name() const {
    return written ? plain_name(policies.tables.at(*written)) : name_of(target().table);
  }
};

// ---- the table ----

PolicySource default_table(Context& context, const CheckedConfig& config) {
  const std::string type = value_in(config, nullptr, "default_database_type");
  const std::vector<std::string> types = installed_table_types(context, config);
  const bool is_there = std::find(types.begin(), types.end(), type) != types.end();
  return {.type = is_there && !index_suffix(type).empty() ? type : "texthash",
          .path = config.dir + "/tls_policy"};
}

bool has_entry(const SourceSeen& source, const std::string& key) {
  return parse_policy_table(source.file.bytes.reveal()).find(key) != nullptr;
}

// The table that has the key: the first in the order of lookups; else the first that is a file,
// else the first that stands in main.cf.
void choose(Seen& seen, const std::string& key) {
  const PoliciesSeen& policies = seen.policies;
  auto source = policies.sources.begin();
  std::optional<std::size_t> written;
  for (std::size_t i = 0; i < policies.tables.size(); ++i) {
    if (is_written_in(policies, i, key)) {
      seen.written = i;
      return;
    }
    if (policies.tables[i].kind == TableKind::written && !written) written = i;
    if (source == policies.sources.end() || source->number != i) continue;
    if (has_entry(*source, key)) {
      seen.chosen = static_cast<std::size_t>(source - policies.sources.begin());
      return;
    }
    ++source;
  }
  if (!policies.sources.empty()) return;
  if (!written)
    throw_no_table("smtp_tls_policy_maps", fmt::format("{} has no source that can be edited",
                                                       quoted_text(policies.tables.front().text)));
  seen.written = written;
}

bool is_of(const PolicySource& target, const TableName& table) {
  return table.type == target.type && table.name == target.path;
}

// What keeps Postfix from finding the entry, or may.
void give_notes(Context& context, const Seen& seen) {
  const PoliciesSeen& policies = seen.policies;
  if (!seen.maps) {
    bool is_named = false;
    const std::vector<TableName> tables =
        tables_named_in(policies.maps.value, value_in(policies.config, nullptr, "queue_directory"));
    for (const TableName& table : tables) {
      is_named =
          seen.written ? &table == &tables.at(*seen.written) : is_of(seen.target().table, table);
      if (is_named) break;
      if (table.kind == TableKind::unread || table.kind == TableKind::value)
        context.note(fmt::format("{} comes before {}: what it has for this next hop counts",
                                 plain_name(table), seen.name()));
    }
    if (!is_named)
      context.note(fmt::format("{} is not in smtp_tls_policy_maps: Postfix does not look into it",
                               name_of(seen.target().table)));
  }
  for (const Service* service : services_running(policies.config, "smtp"))
    if (service->find("smtp_tls_policy_maps") != nullptr)
      context.note(
          fmt::format("{} of master.cf has a smtp_tls_policy_maps of its own", service->key()));
}

// ---- observe, plan ----

Seen observe(const Options& options, Context& context) {
  require_settable(context, options.entry);
  Seen seen{.policies = observe_policies(context, options.table)};
  PoliciesSeen& policies = seen.policies;
  if (policies.tables.empty()) {
    PolicySource table = default_table(context, policies.config);
    OutputSeen file = observe_source(context, table);
    policies.sources.push_back({.table = std::move(table), .file = std::move(file)});
  } else {
    choose(seen, options.entry.key);
  }
  if (tables_named_in(policies.maps.value, "").empty()) seen.maps = seen.name();
  seen.findings = findings_of_entry(context, policies, options.entry);
  return seen;
}

Json before(const Seen& seen, const std::string& key) {
  if (seen.written) {
    const auto entry = written_entry(seen.policies, *seen.written, key);
    return entry ? json_of(*entry) : Json();
  }
  const PolicyTable table = parse_policy_table(seen.target().file.bytes.reveal());
  const PolicyLine* line = table.find(key);
  return line == nullptr ? Json() : json_of(line->entry);
}

Json result_of(const Seen& seen, const PolicyEntry& wanted) {
  Json result = json_of(by_meaning(wanted));
  result["table"] = utf8_of(seen.name());
  result["before"] = before(seen, wanted.key);
  return result;
}

Plan edits_of(Context& context, const Seen& seen, const PolicyEntry& entry) {
  if (seen.written) {
    std::string text =
        main_cf_with(seen.policies, seen.policies.files.main.text, *seen.written, entry);
    if (text == seen.policies.files.main.text) return {};
    return policy_edit_plan(
        context, seen.policies, {},
        ConfigEdit{.rewritten = Rewritten{"smtp_tls_policy_maps", std::move(text)}});
  }
  const SourceSeen& target = seen.target();
  const std::string text = with_entry(target.file.bytes.reveal(), entry);
  return policy_edit_plan(context, seen.policies, {{target, text}}, seen.maps);
}

Planned plan(const Options& options, Context& context) {
  const Seen seen = observe(options, context);
  give_notes(context, seen);
  Planned planned{.plan = edits_of(context, seen, options.entry)};
  // People read them as notes. A document has them under -n, too, and then there is no answer.
  std::vector<Finding> answered;
  for (const Finding& one : seen.findings) {
    if (context.globals().json) {
      context.find(one);
      continue;
    }
    planned.notes.push_back(
        fmt::format("{}: {}: {} [{}]", name_of(one.severity), one.subject, one.message, one.id));
    answered.push_back(one);
  }
  planned.answer = [result = shared(result_of(seen, options.entry)),
                    findings = std::move(answered)](const Applied&) {
    return Answer{.result = result, .findings = findings};
  };
  return planned;
}

}  // namespace

Planned plan_policy_entry(Context& context, const PolicyEntry& entry, const std::string& table) {
  return plan({.entry = entry, .table = table}, context);
}

Command policy_set_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Writes an entry of smtp_tls_policy_maps: in place of the one for this next hop, else at "
          "the end. Comments, order and everything else stay as they are. An entry that this "
          "Postfix would not take is refused. An index is made anew where the table has one.\n\n"
          "The table is the one that has the next hop already, else the first that is a file, else "
          "the first inline: table, which is edited where it stands in main.cf. "
          "Where main.cf names none it is CONFIG_DIR/tls_policy, of Postfix's "
          "default_database_type, else texthash, and main.cf is told.",
      .flags = {table_option(options->table)},
      .arguments = {{.name = "NEXTHOP",
                     .help =
                         "as mail is routed there: example.net, .example.net, [mx.example.net]:587",
                     .least = 1,
                     .set = [=](const std::string& word) { options->entry.key = word; }},
                    {.name = "LEVEL",
                     .help = "none, may, encrypt, fingerprint, dane, dane-only, verify or secure",
                     .least = 1,
                     .set = [=](const std::string& word) { options->entry.level = lower(word); }},
                    {.name = "ATTR=VALUE",
                     .help = "attributes, such as match=.example.net or ciphers=high",
                     .most = -1,
                     .set =
                         [=](const std::string& word) {
                           options->entry.attributes.push_back(policy_attribute_in(word));
                         }}},
      .examples = {{.command = "postseal policy set example.net secure match=.example.net",
                    .help = "certificates of hosts below example.net, from a CA that is trusted"},
                   {.command = "postseal policy set '[mx.example.org]:587' encrypt -n --diff",
                    .help = "what would change"}},
      .locks = true,
      .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
