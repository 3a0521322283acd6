// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/identity.hpp"
#include "core/dh_groups.hpp"
#include "core/key_type.hpp"
#include "core/material.hpp"
#include "core/settings.hpp"
#include "core/snippet.hpp"

namespace postseal {

// What `init` was asked for.
struct InitOptions {
  std::vector<std::string> hosts{};
  std::vector<KeyType> types{};
  std::string dir{};
  std::string name{};
  Layout layout = Layout::single;
  DhChoice dh = DhAutomatic{};
  Profile profile = Profile::intermediate;
  int days = 3650;
  bool configure = false;
  bool smtps = false;
  bool submission = false;
  std::string write_config{};  // "": no postseal.toml is written
};

// The same as flags that write into OPTIONS, which must outlive them.
[[nodiscard]] std::vector<Flag> init_flags(InitOptions& options);

// The postseal.toml that asks for the same.
[[nodiscard]] Settings settings_of(const InitOptions& options, const IdentitySeen& identity,
                                   const std::string& dir);

}  // namespace postseal
