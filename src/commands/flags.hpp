// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/command.hpp"

namespace postseal {

// FLAG, which sets MEMBER: to its value, or to true for a switch. MEMBER has to outlive the parse.
[[nodiscard]] Flag option(std::string& member, Flag flag);
[[nodiscard]] Flag option(bool& member, Flag flag);

// --dir of the commands that look for material where main.cf has it (material_dir()).
[[nodiscard]] Flag material_dir_option(std::string& member);

}  // namespace postseal
