// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/modes.hpp"

namespace postseal {

// A file whose mode `modes` looks at. Of a symbolic link it is the target that counts.
struct ModesFile {
  std::string path{};                // absolute, no symbolic link
  std::vector<std::string> names{};  // the links that lead to it
  std::vector<std::string> from{};   // the parameters that name it; empty: the command line
  ContentKind kind = ContentKind::other;
  FileStatus status{};
  std::optional<Relabel> relabel{};  // its SELinux context is not what the policy says
};

struct ModesSeen {
  std::vector<ModesFile> files{};
  // What no mode puts right: "file-missing", "file-unreadable", "not-a-file", "not-material",
  // "parent-writable".
  std::vector<Finding> findings{};
};

// Looks at PATHS (of a directory: the keys and certificates below it), or at every file that
// main.cf and master.cf refer to if there are none. Errors: "config-missing", "config-malformed".
[[nodiscard]] ModesSeen observe_modes(const std::vector<std::string>& paths, Context& context);

[[nodiscard]] AccessSeen access_of(const FileStatus& status);

// What is wrong with the modes, owners and contexts of the files.
[[nodiscard]] std::vector<Finding> judge_files(const std::vector<ModesFile>& files,
                                               const ModeRules& rules);

// {"path", "kind", "mode", "owner", "group", "from"} of each file.
[[nodiscard]] Json as_json(const std::vector<ModesFile>& files);

}  // namespace postseal
