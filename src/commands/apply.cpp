// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/apply_identities.hpp"
#include "commands/apply_lines.hpp"
#include "commands/commands.hpp"
#include "commands/deployment.hpp"
#include "commands/dh_file.hpp"
#include "commands/site.hpp"
#include "commands/steps.hpp"
#include "core/error.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

struct Options {
  std::string file{};
  std::optional<Settings> settings{};  // read before the lock: it may name the configuration
};

struct Seen {
  std::shared_ptr<const StateSeen> state{};
  ConfigSeen config{};
  std::vector<AppliedIdentity> identities{};
  std::optional<DhFileSeen> dh{};
  PolicyPlan policy{};
  ConfigEdit edit{};
  bool postfix_runs = false;
  Time now{};
};

// ---- the file ----

// Whoever can write it decides what root does.
void require_own(const Context& context, const std::string& path) {
  const auto status = context.host().status(path, Follow::yes);
  const bool checks = context.host().effective_uid() == 0 && !context.globals().allow_unsafe_dir;
  if (!status || !checks) return;
  if (status->uid == 0 && (status->mode & 0022U) == 0) return;
  throw Error(Fault::host,
              {.id = "settings-unsafe",
               .subject = path,
               .message = fmt::format("belongs to {} with mode {:04o}: others could tell root what "
                                      "to do",
                                      status->owner, status->mode),
               .hint = "chown root, chmod go-w, or give --allow-unsafe-dir"});
}

void prepare(Options& options, Context& context) {
  if (options.file.empty()) options.file = context.config_dir() + "/postseal.toml";
  const std::string path = context.host().absolute(options.file);
  require_own(context, path);
  options.settings = parse_settings(context.host().read(path).reveal(), path);
  const std::string& dir = options.settings->postfix.config_dir;
  if (!dir.empty()) context.prefer_config_dir(dir);
}

std::string directory_of(const Options& options, Context& context) {
  return material_dir(context, options.settings->postfix.directory);
}

// ---- observe ----

Seen observe(const Options& options, Context& context) {
  const Settings& settings = *options.settings;
  Seen seen{.state = std::make_shared<const StateSeen>(
                observe_state(context, directory_of(options, context))),
            .config = observe_config(context),
            .now = context.host().now()};
  const ApplySite site{
      .settings = settings, .state = seen.state, .config = &seen.config, .now = seen.now};
  for (const IdentitySettings& identity : settings.identities)
    seen.identities.push_back(observe_applied(context, site, identity));
  if (settings.dh) seen.dh = observe_dh_file(context, settings.dh->params, seen.state->dir);
  seen.policy = policy_plan(context, settings, seen.config);
  LinesWish lines{.settings = settings,
                  .config = seen.config,
                  .material = served_together(context, seen.identities),
                  .policy_maps = seen.policy.parameter,
                  .state_dir = seen.state->state_dir};
  if (seen.dh) lines.dh_file = seen.dh->out.path;
  seen.edit = lines_for(context, lines);
  const auto queue = parameter_value(context, &seen.config.main_cf, "queue_directory");
  seen.postfix_runs = queue && context.host().postfix_runs(*queue);
  return seen;
}

// ---- plan ----

std::vector<Step> index_steps(Context& context, const Seen& seen) {
  std::vector<std::string> paths;
  std::vector<NewBytes> bytes;
  for (const AppliedIdentity& identity : seen.identities) {
    paths.insert(paths.end(), identity.paths.begin(), identity.paths.end());
    bytes.insert(bytes.end(), identity.bytes.begin(), identity.bytes.end());
  }
  return sni_index_steps(context, seen.config, paths, bytes);
}

std::vector<std::string> files_of(const Seen& seen) {
  std::vector<std::string> files;
  for (const AppliedIdentity& identity : seen.identities)
    files.insert(files.end(), identity.paths.begin(), identity.paths.end());
  return files;
}

Plan plan_for(Context& context, Seen& seen) {
  std::vector<Step> config_changes = config_steps(context, seen.config, seen.edit);
  const std::vector<ParameterEdit> edits = parameter_edits(config_changes);
  std::vector<Step> steps;
  for (const AppliedIdentity& identity : seen.identities) append(steps, identity.steps(edits));
  if (seen.dh) append(steps, dh_file_steps(*seen.dh));
  append(steps, std::move(seen.policy.steps));
  append(steps, index_steps(context, seen));
  append(steps, std::move(config_changes));
  if (steps.empty()) return {};
  Plan plan{.steps = state_steps(*seen.state), .state_dir = seen.state->state_dir};
  append(plan.steps, std::move(steps));
  append(plan.steps, after_change_steps({.config_dir = seen.config.dir,
                                         .files = files_of(seen),
                                         .postfix_runs = seen.postfix_runs,
                                         .look = true}));
  return plan;
}

Json result_of(const Seen& seen) {
  Json identities = Json::array();
  for (const AppliedIdentity& identity : seen.identities)
    identities.push_back({{"name", identity.name}, {"files", identity.paths}});
  return {{"directory", seen.state->dir},
          {"identities", std::move(identities)},
          {"postfix_runs", seen.postfix_runs}};
}

Planned plan(const Options& options, Context& context) {
  Seen seen = observe(options, context);
  Planned planned{.plan = plan_for(context, seen)};
  planned.answer = [result = shared(result_of(seen))](const Applied& applied) {
    return deployment_answer(*result, {}, applied);
  };
  planned.others = retries(context, seen.state->dir, "", planned.plan);
  return planned;
}

constexpr const char* description =
    "Brings the machine to the state that a postseal.toml declares: identities (self-signed ones "
    "are renewed when they are due, with the same key), DH parameters, the lines of main.cf and "
    "master.cf, policy entries, modes; all of it or nothing, and nothing at all when it is so "
    "already. What the file does not speak of is left alone. Deployments that failed are tried "
    "again. `postseal init --write-config` writes a first file.";

}  // namespace

Command apply_command() {
  const auto options = std::make_shared<Options>();
  return {.description = description,
          .flags = {{.name = "--file",
                     .value = "FILE",
                     .help = "the declared state (default: CONFIG_DIR/postseal.toml)",
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->file = text; }}},
          .examples = {{.command = "postseal apply", .help = "what CONFIG_DIR/postseal.toml says"},
                       {.command = "postseal apply -n --diff --file postseal.toml",
                        .help = "what that would change"}},
          .locks = true,
          .prepare = [=](Context& context) { prepare(*options, context); },
          .plan = [=](Context& context) { return plan(*options, context); },
          .material_dirs =
              [=](Context& context) {
                return std::vector<std::string>{directory_of(*options, context)};
              }};
}

}  // namespace postseal
