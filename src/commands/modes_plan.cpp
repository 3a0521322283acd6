// SPDX-License-Identifier: MIT
#include "commands/modes_plan.hpp"

#include <fmt/format.h>

#include "commands/files.hpp"

namespace postseal {
namespace {

void add_access(Plan& plan, const ModesFile& file, const ModeRules& rules) {
  const OutputSeen now{.path = file.path, .status = file.status};
  const FileWish wish{.access = wanted_access(file.kind, access_of(file.status), rules),
                      .secret = file.kind != ContentKind::material};
  if (auto step = access_step(now, wish)) plan.steps.push_back(std::move(*step));
}

void add_context(Plan& plan, const ModesFile& file) {
  if (!file.relabel) return;
  Change change{
      .kind = ChangeKind::file,
      .action = Action::mode,
      .target = file.path,
      .before = {{"context", file.relabel->before}},
      .after = {{"context", file.relabel->after}},
      .access = {.mode = file.status.mode, .owner = file.status.owner, .group = file.status.group},
      .secret = file.kind != ContentKind::material};
  plan.steps.push_back(
      {.effect = RestoreContext{.path = file.path}, .changes = {std::move(change)}});
}

}  // namespace

Plan modes_plan(const ModesSeen& seen, const ModeRules& rules, Context& context) {
  Plan plan;
  for (const ModesFile& file : seen.files) {
    const std::size_t before = plan.steps.size();
    add_access(plan, file, rules);
    add_context(plan, file);
    if (plan.steps.size() == before) continue;
    for (const std::string& name : file.names)
      context.note(fmt::format("{} is a symbolic link: it is {} that changes", name, file.path));
  }
  return plan;
}

}  // namespace postseal
