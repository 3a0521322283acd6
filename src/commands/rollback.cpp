// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/commands.hpp"
#include "commands/deployment.hpp"
#include "commands/flags.hpp"
#include "commands/identity_parts.hpp"
#include "commands/material_files.hpp"
#include "commands/rollback_seen.hpp"
#include "commands/sni_index.hpp"
#include "commands/steps.hpp"
#include "commands/values.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

std::optional<std::string> value_in(const MainCf& main_cf, const std::string& name) {
  const ParameterLine* line = main_cf.find(name);
  return line == nullptr ? std::nullopt : std::optional(line->value);
}

// What the generations after the target did to main.cf is taken back, newest first, where it still
// is as they left it.
ConfigEdit edit_for(const RollbackSeen& seen) {
  ConfigEdit edit{.state_dir = seen.state.state_dir};
  const int present = seen.record.generations.back().origin();
  std::vector<ParameterEdit> wanted;
  for (auto one = seen.record.generations.rbegin(); one != seen.record.generations.rend(); ++one) {
    if (one->copy_of != 0 || one->id > present || one->id <= seen.target.id) continue;
    for (const ParameterEdit& change : one->parameters) {
      const auto same =
          std::find_if(wanted.begin(), wanted.end(),
                       [&](const ParameterEdit& earlier) { return earlier.name == change.name; });
      if (same == wanted.end())
        wanted.push_back(change);
      else
        same->before = change.before;
    }
  }
  for (const ParameterEdit& change : wanted) {
    if (value_in(seen.config->main_cf, change.name) != change.after) continue;
    if (change.before == change.after) continue;
    if (change.before)
      edit.set.emplace_back(change.name, *change.before);
    else
      edit.unset.push_back(change.name);
  }
  return edit;
}

bool is_secret(const RollbackFile& file) { return (file.stored.mode & 0004U) == 0; }

Step files_step(const RollbackSeen& seen) {
  Step step;
  WriteFiles write;
  std::vector<std::shared_ptr<const Secret>> contents;
  for (const RollbackFile& file : seen.files) {
    const Access access{.mode = file.stored.mode};
    if (file.there.status && file.there.bytes.reveal() == file.bytes->reveal()) continue;
    Facts before;
    if (file.there.status) before = chain_facts_of(file.stored.path, file.there.bytes.reveal());
    write.files.push_back(output_for(file.there, access));
    step.changes.push_back(
        file_change(file.there, {.access = access,
                                 .secret = is_secret(file),
                                 .before = before,
                                 .after = chain_facts_of(file.stored.path, file.bytes->reveal())}));
    contents.push_back(file.bytes);
  }
  write.mint = known_bytes(std::move(contents));
  step.effect = std::move(write);
  return step;
}

// The certificates that go, and those that were held already.
std::vector<std::string> held_after(const RollbackSeen& seen) {
  std::vector<std::string> held = seen.record.held;
  for (const LeafRecord& leaf : seen.record.generations.back().leaves)
    if (std::none_of(seen.target.leaves.begin(), seen.target.leaves.end(),
                     [&](const LeafRecord& one) { return one.fingerprint == leaf.fingerprint; }) &&
        std::find(held.begin(), held.end(), leaf.fingerprint) == held.end())
      held.push_back(leaf.fingerprint);
  return held;
}

std::vector<GenerationFile> generation_files(const RollbackSeen& seen) {
  std::vector<GenerationFile> files;
  for (const RollbackFile& file : seen.files)
    files.push_back({.path = file.stored.path, .mode = file.stored.mode, .known = file.bytes});
  return files;
}

std::vector<std::string> paths_of(const RollbackSeen& seen) {
  std::vector<std::string> paths;
  for (const RollbackFile& file : seen.files) paths.push_back(file.stored.path);
  return paths;
}

std::vector<Step> removal_steps(const RollbackSeen& seen) {
  std::vector<Step> steps;
  for (const OutputSeen& file : seen.surplus)
    steps.push_back({.effect = RemoveFile{.path = file.path},
                     .changes = {{.action = Action::remove,
                                  .target = file.path,
                                  .before = chain_facts_of(file.path, file.bytes.reveal()),
                                  .access = {.mode = file.status->mode,
                                             .owner = file.status->owner,
                                             .group = file.status->group},
                                  .secret = holds_private_key(file)}}});
  return steps;
}

std::vector<Step> index_steps(Context& context, const RollbackSeen& seen) {
  if (!seen.config) return {};
  std::vector<NewBytes> changed;
  for (const RollbackFile& file : seen.files)
    changed.push_back({.path = file.stored.path, .bytes = file.bytes});
  return sni_index_steps(context, *seen.config, paths_of(seen), changed);
}

Plan plan_for(const RollbackOptions& options, const RollbackSeen& seen, Context& context) {
  std::vector<Step> config_changes;
  if (seen.config) config_changes = config_steps(context, *seen.config, edit_for(seen));
  Step files = files_step(seen);
  const bool changes = !files.changes.empty() || !seen.surplus.empty() || !config_changes.empty();
  if (!changes) return {};
  std::vector<Step> pruned =
      keep_generation(context, seen.state, std::get<WriteFiles>(files.effect),
                      {.record = seen.record,
                       .why = "rollback",
                       .copy_of = seen.target.origin(),
                       .files = generation_files(seen),
                       .parameters = parameter_edits(config_changes),
                       .held = held_after(seen),
                       .now = seen.now});
  Plan plan{.state_dir = seen.state.state_dir};
  plan.steps.push_back(std::move(files));
  append(plan.steps, removal_steps(seen));
  append(plan.steps, std::move(pruned));
  append(plan.steps, index_steps(context, seen));
  append(plan.steps, std::move(config_changes));
  if (seen.config)
    append(plan.steps, after_change_steps({.config_dir = seen.config->dir,
                                           .files = paths_of(seen),
                                           .postfix_runs = seen.postfix_runs,
                                           .look = true,
                                           .require_live = options.require_live}));
  return plan;
}

Planned plan(const RollbackOptions& options, Context& context) {
  const RollbackSeen seen = observe_rollback(options, context);
  Planned planned{.plan = plan_for(options, seen, context)};
  const Json result = {{"identity", seen.record.name},
                       {"generation", seen.target.id},
                       {"files", paths_of(seen)},
                       {"held", held_after(seen)}};
  planned.answer = [result](const Applied& applied) {
    return deployment_answer(result, {}, applied);
  };
  return planned;
}

constexpr const char* description =
    "Publishes the previous generation of an identity again (or the one named by ID), puts back "
    "the parameters of main.cf that the deployments since then changed and that still have their "
    "value, reloads Postfix and looks at what it serves. Twice in a row goes further back. The "
    "certificate that was replaced is held: hooks do not install it again; a newer one, or `deploy "
    "--force`, lifts that. Three generations are kept; an expired one needs --force.";

}  // namespace

Command rollback_command() {
  const auto options = std::make_shared<RollbackOptions>();
  return {
      .description = description,
      .flags = {option(options->identity, {.name = "--name",
                                           .value = "IDENTITY",
                                           .help = "which identity, if there are several"}),
                material_dir_option(options->dir),
                option(options->require_live,
                       {.name = "--require-live",
                        .help = "undo it unless every service shows the old certificate"})},
      .arguments = {{.name = "ID",
                     .help = "the number of a generation, as status shows it",
                     .set =
                         [=](const std::string& word) {
                           options->id = parse_number(word, "ID", {.least = 1, .most = 1000000000});
                         }}},
      .examples = {{.command = "postseal rollback", .help = "back to the certificates before"},
                   {.command = "postseal rollback -n --diff", .help = "what that would change"}},
      .locks = true,
      .plan = [=](Context& context) { return plan(*options, context); },
      .material_dirs =
          [=](Context& context) {
            return std::vector<std::string>{material_dir(context, options->dir)};
          }};
}

}  // namespace postseal
