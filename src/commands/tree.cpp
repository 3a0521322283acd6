// SPDX-License-Identifier: MIT
#include <array>

#include "commands/commands.hpp"

namespace postseal {
namespace {

constexpr std::array tree{
    // Set up

    // Material

    // Trust

    // Diagnose

    // Shell
    Entry{"completion", "print the completion script of a shell", Group::shell, completion_command},
    Entry{"man", "print the manual page", Group::shell, man_command},
};

}  // namespace

std::span<const Entry> command_tree() { return tree; }

}  // namespace postseal
