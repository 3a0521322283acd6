// SPDX-License-Identifier: MIT
#include <array>

#include "commands/commands.hpp"

namespace postseal {
namespace {

constexpr std::array tree{
    // Set up

    // Material

    // Trust
    Entry{"fingerprint", "print fingerprints, and lines that pin them", Group::trust,
          fingerprint_command},

    // Diagnose

    // Shell
    Entry{"completion", "print the completion script of a shell", Group::shell, completion_command},
    Entry{"man", "print the manual page", Group::shell, man_command},
};

}  // namespace

std::span<const Entry> command_tree() { return tree; }

}  // namespace postseal
