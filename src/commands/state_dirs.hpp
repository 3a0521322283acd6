// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"

namespace postseal {

// Where the state of a directory of material is kept: journal, generations, what is pending.
[[nodiscard]] std::string state_dir_of(const std::string& material_dir);

// The state directories that this configuration may have: that of CONFIG_DIR/tls, and those beside
// the certificates that main.cf names, each once, whether they are there or not.
[[nodiscard]] std::vector<std::string> state_dirs(Context& context);

// Adds the state directory of MATERIAL_DIR unless it is there.
void add_state_dir(std::vector<std::string>& dirs, const std::string& material_dir);

}  // namespace postseal
