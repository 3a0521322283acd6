// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "commands/check_config.hpp"
#include "commands/check_parts.hpp"
#include "commands/check_policy_files.hpp"
#include "commands/check_report.hpp"
#include "commands/commands.hpp"
#include "commands/flags.hpp"
#include "commands/policy_check_live.hpp"
#include "commands/policy_files.hpp"
#include "commands/policy_live.hpp"
#include "commands/values.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/parameters.hpp"
#include "core/policy_rules.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::string file{};
  std::string table{};
  Severity fail_on = Severity::error;
  bool live = false;
  int jobs = usual_jobs;
};

struct Seen {
  std::string subject{};  // what was looked at
  Secret source{};        // of a FILE
  std::vector<CheckFinding> findings{};
  std::vector<LiveEntry> live{};
};

// A file on its own may be looked at on a machine that has no Postfix: what main.cf would say is
// then taken to be right.
PolicyRules rules_for(Context& context) {
  if (!context.config_text("main.cf")) {
    context.note(fmt::format("{} has no main.cf: what it would say is taken to be right",
                             context.config_dir()));
    return {.version = context.version(), .pins = "any", .has_cas = true, .has_dnssec = true};
  }
  const CheckedConfig config = checked_config(context);
  return policy_rules(config, config.master_cf.find("smtp/unix"), "smtp");
}

Seen observe_file(const std::string& file, Context& context) {
  const std::string path = context.host().absolute(file);
  Secret text = context.host().read(path);
  refuse_key(path, text);
  PolicyTableLint lint(rules_for(context), {});
  lint.add_source(path == "-" ? "standard input" : path, text.reveal());
  return {.subject = path == "-" ? "standard input" : path,
          .source = std::move(text),
          .findings = lint.findings()};
}

// A value that Postfix cannot expand ends whatever reads it; that there are no tables in it is no
// good news.
void require_expandable(const CheckedConfig& config) {
  for (const std::string program : {"smtp", "lmtp"}) {
    std::vector<const Service*> services = services_running(config, program);
    services.push_back(nullptr);
    for (const Service* service : services)
      if (const auto maps = setting_of(config, service, program + "_tls_policy_maps"))
        if (maps->problem) throw Error(Fault::input, *maps->problem);
  }
}

Seen observe(const Options& options, Context& context) {
  if (!options.file.empty() && !options.table.empty())
    throw Error(Fault::usage, {.id = "options-conflict",
                               .subject = "--table",
                               .message = "cannot go with a FILE",
                               .hint = "leave one of them out"});
  if (!options.file.empty()) return observe_file(options.file, context);
  const CheckedConfig config = checked_config(context);
  if (options.table.empty()) {
    require_expandable(config);
    return {.subject = config.dir, .findings = check_policy_tables(context, config)};
  }
  const std::string name = plain_name(named_table(context, options.table));
  return {.subject = name, .findings = check_policy_table(context, config, name)};
}

// What main.cf would say, where there is none.
CheckedConfig config_or_defaults(Context& context) {
  if (context.config_text("main.cf")) return checked_config(context);
  return {.dir = context.config_dir(),
          .version = context.version(),
          .defaults = [version = context.version()](std::string_view name) {
            return default_of(name, version);
          }};
}

void look_live(Seen& seen, const Options& options, Context& context) {
  const CheckedConfig config = config_or_defaults(context);
  const PinRules rules = pin_rules(context, config);
  std::vector<PinnedEntry> entries;
  if (options.file.empty())
    entries = pinned_entries(observe_policies(context, options.table));
  else
    entries = pinned_entries(seen.source.reveal(), seen.subject);
  seen.live = look_at_entries(context, config, rules, std::move(entries),
                              static_cast<std::size_t>(options.jobs));
  for (CheckFinding& one : live_findings(seen.live)) seen.findings.push_back(std::move(one));
}

Planned plan(const Options& options, Context& context) {
  Seen seen = observe(options, context);
  if (options.live) look_live(seen, options, context);
  sort_findings(seen.findings);
  Json result = {{"checked", utf8_of(seen.subject)}};
  if (options.live) result["live"] = live_json(seen.live);
  Answer answer{.result = shared(std::move(result))};
  answer.text =
      fmt::format("{}, Postfix {}\n{}{}", escaped(seen.subject), text_of(context.version()),
                  live_text(seen.live), text_of(seen.findings));
  for (CheckFinding& one : seen.findings) answer.findings.push_back(std::move(one.finding));
  answer.verdict = verdict_of(answer.findings, options.fail_on);
  return {.answer = [answer = std::move(answer)](const Applied&) { return answer; }};
}

}  // namespace

Command policy_check_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Looks at every line of the TLS policy tables as this Postfix does, or the one of "
          "--postfix-version: levels and attributes it does not know or take together, names and "
          "fingerprints that nothing matches, keys that are never looked for or that an earlier "
          "line hides, indexes that are missing or old. Lines with an error defer mail.\n\n"
          "FILE is the source of one table, and - is standard input; without it all tables of the "
          "configuration are meant, and those of lmtp too. Exit status 3 if something was found "
          "at or above --fail-on.\n\n"
          "--live asks every host that an entry of level fingerprint sends mail to (the one in "
          "brackets, or the MX hosts of the domain), and compares its certificates with the pins: "
          "pins that nobody serves, hosts that serve none, until when each certificate is valid. "
          "The tables are those of smtp_tls_policy_maps in main.cf.",
      .flags = {table_option(options->table),
                option(options->live,
                       {.name = "--live", .help = "compare pins with what is served"}),
                jobs_option(options->jobs),
                {.name = "--fail-on",
                 .value = "SEVERITY",
                 .help = "exit with 3 for findings of this severity or above (default error)",
                 .choices = {"error", "warning", "info"},
                 .set = [=](const std::string& text) { options->fail_on = parse_severity(text); }}},
      .arguments = {{.name = "FILE",
                     .help = "the source of a table (default: those of main.cf and master.cf)",
                     .completes = Completes::file,
                     .set = [=](const std::string& word) { options->file = word; }}},
      .examples = {{.command = "postseal policy check", .help = "all tables of this Postfix"},
                   {.command = "postseal policy check tls_policy --postfix-version 3.7",
                    .help = "a file, before it is put in place"},
                   {.command = "postseal policy check --live",
                    .help = "and whether the pins are those that are served"}},
      .looks = true,
      .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
