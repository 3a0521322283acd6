// SPDX-License-Identifier: MIT
#include "commands/command.hpp"

namespace postseal {

std::span<const Entry> command_tree() { return {}; }

}  // namespace postseal
