// SPDX-License-Identifier: MIT
#include <array>

#include "commands/commands.hpp"

namespace postseal {
namespace {

constexpr std::array tree{
    // Set up
    Entry{"init", "first-time setup: keys, certificates and the settings that match", Group::set_up,
          init_command},
    Entry{"snippet", "print the lines of main.cf and master.cf that match", Group::set_up,
          snippet_command},

    // Material
    Entry{"chain build", "put a certificate and its issuers in order", Group::material,
          chain_build_command},
    Entry{"chain check", "say whether Postfix loads a file, and what is wrong with its chain",
          Group::material, chain_check_command},
    Entry{"dh new", "make Diffie-Hellman parameters", Group::material, dh_new_command},
    Entry{"dh check", "test Diffie-Hellman parameters", Group::material, dh_check_command},
    Entry{"dh advise", "say whether this Postfix needs them", Group::material, dh_advise_command},
    Entry{"modes check", "find out who can read and change keys and certificates", Group::material,
          modes_check_command},
    Entry{"modes fix", "put their modes, owners and groups right", Group::material,
          modes_fix_command},

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
