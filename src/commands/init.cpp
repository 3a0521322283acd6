// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "commands/commands.hpp"
#include "commands/config_edit.hpp"
#include "commands/default_hosts.hpp"
#include "commands/deployment.hpp"
#include "commands/dh_file.hpp"
#include "commands/identity.hpp"
#include "commands/init_options.hpp"
#include "commands/self_signed.hpp"
#include "commands/site.hpp"
#include "commands/state_dirs.hpp"
#include "commands/steps.hpp"
#include "commands/values.hpp"
#include "core/dh_groups.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/logical_lines.hpp"
#include "core/missing_lines.hpp"
#include "core/settings.hpp"
#include "core/snippet_text.hpp"

namespace postseal {
namespace {

// Everything the plan is made from.
struct Seen {
  std::optional<ConfigSeen> config{};  // nullopt: no Postfix configuration here
  IdentitySeen identity{};
  std::optional<DhFileSeen> dh{};  // nullopt: no file is needed
  Snippet snippet{};
  std::string title{};
  MissingLines lines{};  // of the snippet, in main.cf
  std::shared_ptr<const StateSeen> state{};
  std::optional<OutputSeen> settings_file{};  // of --write-config
  bool postfix_runs = false;
  Time now{};
};

// ---- observe ----

std::optional<ConfigSeen> observe_postfix(const InitOptions& options, Context& context) {
  const std::string main_cf = context.config_dir() + "/main.cf";
  if (!options.configure && !context.host().status(main_cf, Follow::yes)) return std::nullopt;
  return observe_config(context);
}

const MainCf* main_cf_of(const std::optional<ConfigSeen>& config) {
  return config ? &config->main_cf : nullptr;
}

// Certificates that main.cf refers to now, and that are about to be replaced.
void refuse_ca_issued(const MissingLines& lines, Context& context) {
  std::vector<std::string> paths;
  for (const ParameterConflict& conflict : lines.conflicts)
    if (conflict.have.name.starts_with("smtpd_tls_") && conflict.have.name.ends_with("_files"))
      paths = list_elements(conflict.have.value);
    else if (conflict.have.name.starts_with("smtpd_tls_") &&
             conflict.have.name.ends_with("cert_file"))
      paths.push_back(conflict.have.value);
  for (const ParameterLine& line : lines.superseded)
    if (line.name.ends_with("cert_file")) paths.push_back(line.value);
  for (const std::string& path : paths) refuse_ca_issued(context, path);
}

std::string directory_for(const InitOptions& options, Context& context) {
  if (!options.dir.empty()) return context.host().absolute(options.dir);
  return context.config_dir() + "/tls";
}

std::vector<HostName> hosts_for(const InitOptions& options, const Seen& seen, Context& context) {
  return options.hosts.empty() ? default_hosts(context, main_cf_of(seen.config))
                               : parse_host_names(options.hosts, "HOSTNAME");
}

SnippetWish wish_for(const InitOptions& options, const Seen& seen, Context& context) {
  SnippetWish wish = site_wish(context, main_cf_of(seen.config));
  wish.role = SnippetRole::all;
  wish.profile = options.profile;
  wish.server = material_of(seen.identity);
  wish.smtps = options.smtps;
  wish.submission = options.submission;
  if (seen.dh) wish.dh_file = seen.dh->out.path;
  return wish;
}

bool postfix_runs(const Seen& seen, Context& context) {
  const auto queue = parameter_value(context, &seen.config->main_cf, "queue_directory");
  return queue && context.host().postfix_runs(*queue);
}

// The postseal.toml that would do the same.
std::optional<OutputSeen> observe_settings_file(const InitOptions& options, Context& context) {
  if (options.write_config.empty()) return std::nullopt;
  return observe_output(context, options.write_config);
}

Seen observe(const InitOptions& options, Context& context) {
  Seen seen{.config = observe_postfix(options, context),
            .state = std::make_shared<const StateSeen>(
                observe_state(context, directory_for(options, context))),
            .settings_file = observe_settings_file(options, context),
            .now = context.host().now()};
  const std::vector<HostName> hosts = hosts_for(options, seen, context);
  seen.identity = observe_identity(
      context, {.files = {.directory = seen.state->dir,
                          .name = options.name.empty() ? hosts.front().text : options.name,
                          .layout = options.layout,
                          .types = options.types},
                .version = context.version(),
                .hosts = hosts,
                .days = options.days});
  seen.dh = observe_dh_file(context, options.dh, seen.state->dir);
  const SnippetWish wish = wish_for(options, seen, context);
  seen.snippet = make_snippet(wish);
  seen.title = snippet_title(wish);
  if (seen.config)
    seen.lines = lines_missing(seen.config->main_cf, seen.snippet.parameters, context.version());
  if (options.configure) {
    refuse_ca_issued(seen.lines, context);
    seen.postfix_runs = postfix_runs(seen, context);
  }
  return seen;
}

// ---- plan ----

ConfigEdit edit_for(const Seen& seen) {
  ConfigEdit edit{.state_dir = seen.state->state_dir};
  for (const SnippetParameter& parameter : seen.lines.missing)
    edit.set.emplace_back(parameter.name, parameter.value);
  for (const ParameterConflict& conflict : seen.lines.conflicts)
    if (!conflict.keep) edit.set.emplace_back(conflict.wanted.name, conflict.wanted.value);
  for (const ParameterLine& line : seen.lines.superseded) edit.unset.push_back(line.name);
  for (const ParameterLine& line : seen.lines.retired) edit.unset.push_back(line.name);
  edit.services = services_missing(seen.config->master_cf, seen.snippet.services);
  return edit;
}

std::vector<Step> settings_step(const InitOptions& options, const Seen& seen,
                                const Context& context) {
  if (!seen.settings_file) return {};
  const OutputSeen& file = *seen.settings_file;
  const std::string text = settings_text(settings_of(options, seen.identity, seen.state->dir));
  if (file.status && file.bytes.reveal() == text) return {};
  refuse_overwrite(context, file, "is there with other settings");
  return {write_step(file,
                     {.access = {.mode = public_mode}, .after = {{"settings", "of this run"}}},
                     known_bytes(Secret(std::string_view(text))))};
}

// What is changed of the machine, all as one; a reload and a look only where something is.
Plan plan_for(const InitOptions& options, const Seen& seen, const Context& context) {
  std::vector<Step> config_changes;
  if (options.configure) config_changes = config_steps(context, *seen.config, edit_for(seen));
  std::vector<Step> steps =
      self_signed_steps(context, *seen.state, seen.identity,
                        {.why = "init", .edits = parameter_edits(config_changes), .now = seen.now});
  if (seen.dh) append(steps, dh_file_steps(*seen.dh));
  append(steps, settings_step(options, seen, context));
  append(steps, std::move(config_changes));
  if (steps.empty()) return {};
  Plan plan{.steps = state_steps(*seen.state), .state_dir = seen.state->state_dir};
  append(plan.steps, std::move(steps));
  if (options.configure)
    append(plan.steps, after_change_steps({.config_dir = seen.config->dir,
                                           .files = paths_of(seen.identity),
                                           .postfix_runs = seen.postfix_runs,
                                           .look = true}));
  return plan;
}

Error otherwise(const ConfigSeen& config, const ParameterLine& have, std::string message) {
  return {Fault::input,
          {.id = "main-cf-differs",
           .subject = fmt::format("{}:{}", config.main.path, have.line),
           .message = std::move(message),
           .hint = "postseal init --configure changes main.cf in place"}};
}

// The lines main.cf does not have yet. Where it says something else a second line of the same name
// would leave the first one there to mislead: an Error.
std::vector<SnippetParameter> lines_to_add(const Seen& seen) {
  if (!seen.config) return seen.snippet.parameters;
  for (const ParameterConflict& conflict : seen.lines.conflicts)
    if (!conflict.keep)
      throw otherwise(*seen.config, conflict.have,
                      fmt::format("{} is \"{}\", and would have to be \"{}\"", conflict.have.name,
                                  conflict.have.value, conflict.wanted.value));
  for (const ParameterLine& line : seen.lines.superseded)
    throw otherwise(*seen.config, line,
                    fmt::format("{} is set, which the new certificates supersede", line.name));
  return seen.lines.missing;
}

Json result_of(const Seen& seen, const std::string& text, const std::vector<Pin>& pins) {
  Json files = Json::array();
  for (const OutputSeen& file : seen.identity.files) files.push_back(file.path);
  if (seen.dh) files.push_back(seen.dh->out.path);
  Json list = Json::array();
  for (const Pin& pin : pins) list.push_back({{"type", pin.type}, {"public_key", pin.public_key}});
  return {{"snippet", text}, {"files", files}, {"pins", list}};
}

void note_kept(const Seen& seen, Context& context) {
  for (const ParameterConflict& conflict : seen.lines.conflicts)
    if (conflict.keep)
      context.note(fmt::format("{}:{}: {} = {} is kept", seen.config->main.path, conflict.have.line,
                               conflict.have.name, conflict.have.value));
}

void note_services(const InitOptions& options, Context& context) {
  if (!options.configure && (options.smtps || options.submission))
    context.note("master.cf is changed by --configure only; `postseal snippet master` prints it");
}

SnippetStyle style_for(const Seen& seen, Context& context) {
  SnippetStyle style = site_style(context);
  style.title = seen.title;
  return style;
}

Planned plan(const InitOptions& options, Context& context) {
  const auto seen = std::make_shared<const Seen>(observe(options, context));
  std::string text;
  if (!options.configure) text = parameter_text(lines_to_add(*seen), style_for(*seen, context));
  note_kept(*seen, context);
  note_services(options, context);
  Planned planned{.plan = plan_for(options, *seen, context), .notes = seen->snippet.notes};
  planned.answer = [seen, text, changes = !planned.plan.empty()](const Applied& applied) {
    const std::vector<Pin> pins = pins_of(seen->identity, applied);
    Answer answer{.result = shared(result_of(*seen, text, pins)), .text = text};
    for (const ServedSeen& one : applied.served)
      if (one.state != ServedState::confirmed) answer.findings.push_back(unverified_finding(one));
    if (changes)
      for (const Pin& pin : pins)
        answer.remarks.push_back(fmt::format("pin {} sha256 {}", pin.type, pin.public_key));
    return answer;
  };
  return planned;
}

constexpr const char* description =
    "First-time setup in one step: keys, self-signed certificates, modes, the DH choice and the "
    "lines of main.cf that match. What is there and still fits is kept: a second run has nothing "
    "to do, other host names mean new certificates for the same keys, and material that a CA "
    "issued is never replaced.\n\n"
    "With --configure main.cf (and master.cf) are edited in place as one step with the new files: "
    "legacy certificate parameters go, a copy of the old file is kept below DIR/.postseal, and "
    "Postfix is reloaded if it runs. Without it standard output has the lines that main.cf does "
    "not say yet, and nothing where it says something else.";

}  // namespace

Command init_command() {
  const auto options = std::make_shared<InitOptions>();
  return {.description = description,
          .flags = init_flags(*options),
          .arguments = {{.name = "HOSTNAME",
                         .help = "names for the certificates, the first one leads (default: "
                                 "myhostname of main.cf)",
                         .most = -1,
                         .set = [=](const std::string& word) { options->hosts.push_back(word); }}},
          .examples = {{.command = "postseal init --configure",
                        .help = "TLS for this machine's Postfix, ready to use"},
                       {.command = "postseal init --configure --submission --smtps "
                                   "mail.example.com",
                        .help = "ports 587 and 465 as well"},
                       {.command = "postseal init -n --diff --configure",
                        .help = "what that would change"}},
          .locks = true,
          .plan = [=](Context& context) { return plan(*options, context); },
          .material_dirs =
              [=](Context& context) {
                return std::vector<std::string>{directory_for(*options, context)};
              }};
}

}  // namespace postseal
