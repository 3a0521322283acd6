// SPDX-License-Identifier: MIT
#include "commands/steps.hpp"

#include <fmt/format.h>

#include <utility>

namespace postseal {

void append(std::vector<Step>& steps, std::vector<Step> more) {
  for (Step& step : more) steps.push_back(std::move(step));
}

Step directory_step(const std::string& path, std::uint32_t mode) {
  const Access access{.mode = mode};
  return {.effect = MakeDirectory{.path = path, .access = access},
          .changes = {{.action = Action::create,
                       .target = path,
                       .after = {{"directory, mode", fmt::format("{:04o}", mode)}},
                       .access = access}}};
}

std::vector<Step> after_change_steps(const AfterChange& after) {
  std::vector<Step> steps;
  if (!after.files.empty())
    steps.push_back(
        {.effect = RequireLoadable{.config_dir = after.config_dir, .files = after.files}});
  if (!after.postfix_runs) return steps;
  steps.push_back(
      {.effect = ReloadPostfix{.config_dir = after.config_dir},
       .changes = {{.kind = ChangeKind::daemon, .action = Action::reload, .target = "postfix"}}});
  if (after.look && !after.files.empty())
    steps.push_back({.effect = ConfirmServed{.config_dir = after.config_dir,
                                             .files = after.files,
                                             .require_live = after.require_live}});
  return steps;
}

}  // namespace postseal
