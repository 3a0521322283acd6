// SPDX-License-Identifier: MIT
#include "commands/policy_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/check_policy_files.hpp"
#include "commands/commands.hpp"
#include "commands/policy_edit.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/json.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_rules.hpp"
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
  std::size_t chosen = 0;             // of policies.sources
  std::optional<std::string> maps{};  // what main.cf has to say, where it names no table
  std::vector<Finding> findings{};    // of the entry: warnings, else it is refused

  [[nodiscard]] const SourceSeen& target() const { return policies.sources.at(chosen); }
};

// ---- the entry ----

PolicyAttribute attribute_in(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(Fault::usage, {.id = "policy-attribute-malformed",
                               .subject = quoted_text(word),
                               .message = "is no attribute: it is not NAME=VALUE",
                               .hint = "as in match=mail.example.net"});
  return {.name = lower(word.substr(0, equals)), .value = word.substr(equals + 1)};
}

void require_reachable(Context& context, const std::string& key) {
  const KeyProblem problem = problem_of_key(key, context.version());
  if (problem.why.empty()) return;
  throw Error(Fault::usage, {.id = "policy-key-unreachable",
                             .subject = quoted_text(key),
                             .message = fmt::format("{}: it is never looked for", problem.why),
                             .hint = problem.hint});
}

// Words that the table would hold as other words: a level with a blank in it, say.
void require_same_words(const PolicyEntry& entry) {
  const PolicyEntry meant = by_meaning(entry);
  if (parse_policy_entry(entry.key, value_text(meant)) == meant) return;
  throw Error(Fault::usage, {.id = "policy-entry-invalid",
                             .subject = quoted_text(entry.key),
                             .message = fmt::format("{} would be read as something else",
                                                    quoted_text(value_text(meant))),
                             .hint = "give the level and each attribute as a word of its own"});
}

void require_plain_values(Context& context, const PolicyEntry& entry) {
  if (context.version() >= PostfixVersion{3, 10, 0}) return;
  for (const PolicyAttribute& one : entry.attributes) {
    if (is_plain_policy_value(*one.value)) continue;
    throw Error(
        Fault::usage,
        {.id = "policy-attribute-malformed",
         .subject = quoted_text(fmt::format("{}={}", one.name, *one.value)),
         .message = fmt::format("blanks, commas and braces in a value are new in Postfix 3.10; "
                                "this is {}",
                                text_of(context.version())),
         .hint = "the elements of a list are separated by colons, as in exclude=RC4:aNULL"});
  }
}

// The transport that most mail is sent by; null: there is none, and main.cf alone decides.
const Service* usual_client(const CheckedConfig& config) {
  return config.master_cf.find("smtp/unix");
}

bool has_entry(const PoliciesSeen& seen, const std::string& key) {
  return std::any_of(seen.sources.begin(), seen.sources.end(), [&](const SourceSeen& source) {
    return parse_policy_table(source.file.bytes.reveal()).find(key) != nullptr;
  });
}

// The next hops of main.cf that still need an entry.
std::vector<NextHop> next_hops_without(const PoliciesSeen& seen) {
  std::vector<NextHop> next_hops = next_hops_in(seen.config, usual_client(seen.config));
  std::erase_if(next_hops, [&](const NextHop& one) { return has_entry(seen, one.value); });
  return next_hops;
}

// The key is the subject already.
std::string without_key(const std::string& message, const std::string& key) {
  const std::string prefix = quoted_text(key) + ": ";
  return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

// What Postfix makes of the entry. What makes it defer the mail is an Error; what main.cf lacks
// for it may still be set.
std::vector<Finding> judge(Context& context, const PoliciesSeen& seen, const PolicyEntry& entry) {
  const Service* client = usual_client(seen.config);
  PolicyTableLint lint(policy_rules(seen.config, client, "smtp"), next_hops_without(seen));
  lint.begin("");
  lint.add_entry(entry.key, value_text(by_meaning(entry)), 0);
  std::vector<CheckFinding> found = lint.findings();
  for (CheckFinding& one :
       look_at_trust_anchors(context, seen.config, client, lint.trust_anchors()))
    found.push_back(std::move(one));
  std::vector<Finding> findings;
  for (CheckFinding& one : found) {
    Finding finding = std::move(one.finding);
    finding.subject = quoted_text(entry.key);
    finding.line.reset();
    finding.message = without_key(finding.message, entry.key);
    if (finding.id == "policy-without-ca") finding.severity = Severity::warning;
    if (finding.severity == Severity::error)
      throw Error(Fault::usage, {.id = finding.id,
                                 .subject = finding.subject,
                                 .message = finding.message,
                                 .hint = finding.hint});
    findings.push_back(std::move(finding));
  }
  return findings;
}

// ---- the table ----

PolicySource default_table(Context& context, const CheckedConfig& config) {
  const std::string type = value_in(config, nullptr, "default_database_type");
  const std::vector<std::string> types = installed_table_types(context, config);
  const bool is_there = std::find(types.begin(), types.end(), type) != types.end();
  return {.type = is_there && !index_suffix(type).empty() ? type : "texthash",
          .path = config.dir + "/tls_policy"};
}

// The one that has the key, else the first.
std::size_t choose(const PoliciesSeen& seen, const std::string& key) {
  if (seen.sources.empty())
    throw_no_table("smtp_tls_policy_maps", fmt::format("{} has no source that can be edited",
                                                       quoted_text(seen.tables.front().text)));
  for (std::size_t i = 0; i < seen.sources.size(); ++i)
    if (parse_policy_table(seen.sources[i].file.bytes.reveal()).find(key) != nullptr) return i;
  return 0;
}

bool is_of(const PolicySource& target, const TableName& table) {
  return table.type == target.type && table.name == target.path;
}

// What keeps Postfix from finding the entry, or may.
void give_notes(Context& context, const Seen& seen) {
  const PoliciesSeen& policies = seen.policies;
  if (!seen.maps) {
    bool is_named = false;
    for (const TableName& table : tables_named_in(
             policies.maps.value, value_in(policies.config, nullptr, "queue_directory"))) {
      is_named = is_of(seen.target().table, table);
      if (is_named) break;
      if (table.kind == TableKind::unread || table.kind == TableKind::value)
        context.note(fmt::format("{} comes before {}: what it has for this next hop counts",
                                 plain_name(table), name_of(seen.target().table)));
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
  require_writable(options.entry);
  require_reachable(context, options.entry.key);
  require_plain_values(context, options.entry);
  require_same_words(options.entry);
  Seen seen{.policies = observe_policies(context, options.table)};
  PoliciesSeen& policies = seen.policies;
  refuse_written(policies, options.entry.key);
  if (policies.tables.empty()) {
    PolicySource table = default_table(context, policies.config);
    OutputSeen file = observe_source(context, table);
    policies.sources.push_back({.table = std::move(table), .file = std::move(file)});
  } else {
    seen.chosen = choose(policies, options.entry.key);
  }
  if (tables_named_in(policies.maps.value, "").empty()) seen.maps = name_of(seen.target().table);
  seen.findings = judge(context, policies, options.entry);
  return seen;
}

Json result_of(const Seen& seen, const PolicyEntry& wanted) {
  const PolicyTable table = parse_policy_table(seen.target().file.bytes.reveal());
  const PolicyLine* before = table.find(wanted.key);
  Json result = json_of(by_meaning(wanted));
  result["table"] = utf8_of(name_of(seen.target().table));
  result["before"] = before == nullptr ? Json() : json_of(before->entry);
  return result;
}

Planned plan(const Options& options, Context& context) {
  const Seen seen = observe(options, context);
  const SourceSeen& target = seen.target();
  give_notes(context, seen);
  const std::string text = with_entry(target.file.bytes.reveal(), options.entry);
  Planned planned{.plan = policy_edit_plan(context, seen.policies, {{target, text}}, seen.maps)};
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
          "The table is the one that has the next hop already, else the first that can be edited. "
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
                           options->entry.attributes.push_back(attribute_in(word));
                         }}},
      .examples = {{.command = "postseal policy set example.net secure match=.example.net",
                    .help = "certificates of hosts below example.net, from a CA that is trusted"},
                   {.command = "postseal policy set '[mx.example.org]:587' encrypt -n --diff",
                    .help = "what would change"}},
      .locks = true,
      .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
