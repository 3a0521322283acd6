// SPDX-License-Identifier: MIT
#include "system/new_files.hpp"

#include <filesystem>

namespace postseal {
namespace {

constexpr std::uint32_t set_group_id = 02000;

std::string group_of_new(const std::string& path, const OwnerNames& own, const Host& host) {
  const std::string parent = std::filesystem::path(path).parent_path();
  const auto status = host.status(parent, Follow::yes);  // the plan may have to make it
  return status && (status->mode & set_group_id) != 0 ? status->group : own.group;
}

}  // namespace

void name_owners_of_new_files(Plan& plan, const Host& host) {
  for (Step& step : plan.steps)
    for (Change& change : step.changes) {
      if (change.kind != ChangeKind::file || change.action != Action::create) continue;
      if (change.target == "-") continue;
      const OwnerNames own = host.own_names();
      if (change.access.owner.empty()) change.access.owner = own.owner;
      if (change.access.group.empty()) change.access.group = group_of_new(change.target, own, host);
    }
}

}  // namespace postseal
