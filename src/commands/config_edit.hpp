// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "commands/context.hpp"
#include "core/main_cf.hpp"
#include "core/master_cf.hpp"
#include "core/missing_lines.hpp"
#include "core/plan.hpp"

namespace postseal {

// main.cf or master.cf as it is: behind a symbolic link, its target is what counts.
struct ConfigFile {
  std::string name{};  // "main.cf"
  std::string path{};  // absolute, resolved
  std::string text{};
  FileStatus status{};
};

struct ConfigSeen {
  std::string dir{};
  ConfigFile main{};
  ConfigFile master{};
  MainCf main_cf{};
  MasterCf master_cf{};
};

// Reads both files. Errors: "file-missing", "unreadable", and what Postfix itself refuses
// ("config-malformed").
[[nodiscard]] ConfigSeen observe_config(Context& context);

// main.cf with a parameter edited where it stands: postconf -e folds its lines into one.
struct Rewritten {
  std::string parameter{};
  std::string text{};  // all of main.cf
};

struct ConfigEdit {
  std::vector<std::pair<std::string, std::string>> set{};  // parameters of main.cf
  std::vector<std::string> unset{};
  std::vector<ServiceChange> services{};
  std::optional<Rewritten> rewritten{};  // before all the rest
  std::string state_dir{};               // where copies of the old files are kept
};

// The steps that make an edit, main.cf last; none for an empty one. The edit itself is
// made by postconf on copies, so that the plan already holds the new text and nothing live is
// touched. Mode, owner and symbolic link of the originals stay. A copy of each old file is kept in
// the state directory, named by its digest.
[[nodiscard]] std::vector<Step> config_steps(const Context& context, const ConfigSeen& seen,
                                             const ConfigEdit& edit);

}  // namespace postseal
