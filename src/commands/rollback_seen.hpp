// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/files.hpp"
#include "commands/identity_state.hpp"
#include "core/identity_record.hpp"

namespace postseal {

// What `rollback` was asked for.
struct RollbackOptions {
  std::optional<int> id{};
  std::string identity{};
  std::string dir{};
  bool require_live = false;
};

// A file of the generation that is gone back to.
struct RollbackFile {
  StoredFile stored{};
  OutputSeen there{};
  std::shared_ptr<const Secret> bytes{};
};

// Everything the way back is decided from.
struct RollbackSeen {
  StateSeen state{};
  IdentityRecord record{};
  Generation target{};
  std::vector<RollbackFile> files{};
  std::vector<OutputSeen> surplus{};  // files of the present generation that the target lacks
  std::optional<ConfigSeen> config{};
  bool postfix_runs = false;
  Time now{};
};

// Errors: "generation-none", "generation-expired" (unless --force), those of reading.
[[nodiscard]] RollbackSeen observe_rollback(const RollbackOptions& options, Context& context);

}  // namespace postseal
