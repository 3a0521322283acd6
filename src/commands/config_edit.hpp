// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "commands/context.hpp"
#include "core/main_cf.hpp"
#include "core/master_cf.hpp"
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

// One service of master.cf as it shall be.
struct ServiceWish {
  std::string key{};        // "submissions/inet": of the entry that is there, or of the new one
  std::string new_entry{};  // the whole entry for `postconf -M`; empty: the entry is there
  std::vector<std::pair<std::string, std::string>> overrides{};  // -o name=value, for one that is
};

struct ConfigEdit {
  std::vector<std::pair<std::string, std::string>> set{};  // parameters of main.cf
  std::vector<std::string> unset{};
  std::vector<ServiceWish> services{};
  std::string state_dir{};  // where copies of the old files are kept
};

// The steps that take both files there, main.cf last; none if nothing differs. The edit itself is
// made by postconf on copies, so that the plan already holds the new text and nothing live is
// touched. Mode, owner and symbolic link of the originals stay. A copy of each old file is kept in
// the state directory, named by its digest.
[[nodiscard]] std::vector<Step> config_steps(const Context& context, const ConfigSeen& seen,
                                             const ConfigEdit& edit);

// Whether main.cf says NAME = VALUE already, blanks apart.
[[nodiscard]] bool says(const MainCf& main_cf, const std::string& name, const std::string& value);

}  // namespace postseal
