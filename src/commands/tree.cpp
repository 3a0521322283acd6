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
    Entry{"apply", "bring the machine to the state that postseal.toml declares", Group::set_up,
          apply_command},
    Entry{"status", "show identities, what is served, what waits and what is held", Group::set_up,
          status_command},
    Entry{"rollback", "go back to the certificates before", Group::set_up, rollback_command},

    // Material
    Entry{"chain build", "put a certificate and its issuers in order", Group::material,
          chain_build_command},
    Entry{"chain check", "say whether Postfix loads a file, and what is wrong with its chain",
          Group::material, chain_check_command},
    Entry{"key new", "make a private key", Group::material, key_new_command},
    Entry{"key convert", "write a private key as unencrypted PEM", Group::material,
          key_convert_command},
    Entry{"key show", "say what kind of private key a file has", Group::material, key_show_command},
    Entry{"key rotate", "replace the key of a self-signed certificate", Group::material,
          key_rotate_command},
    Entry{"cert self-signed", "make a self-signed certificate", Group::material,
          cert_self_signed_command},
    Entry{"cert csr", "make a certificate request", Group::material, cert_csr_command},
    Entry{"cert renew", "give a self-signed certificate a new validity", Group::material,
          cert_renew_command},
    Entry{"cert show", "show the certificates of a file", Group::material, cert_show_command},
    Entry{"ca new", "make a private CA", Group::material, ca_new_command},
    Entry{"ca issue", "issue a certificate by a private CA", Group::material, ca_issue_command},
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
    Entry{"policy show", "show the entries of the TLS policy tables", Group::trust,
          policy_show_command},
    Entry{"policy set", "write an entry of a TLS policy table", Group::trust, policy_set_command},
    Entry{"policy pin", "pin the certificate or key of a server in a TLS policy table",
          Group::trust, policy_pin_command},
    Entry{"policy prune", "drop pins of the TLS policy tables that nobody serves", Group::trust,
          policy_prune_command},
    Entry{"policy remove", "remove an entry of a TLS policy table", Group::trust,
          policy_remove_command},
    Entry{"policy check", "say what Postfix makes of every line of TLS policy tables", Group::trust,
          policy_check_command},
    Entry{"policy explain", "say what Postfix asks of a server, and whether one passes",
          Group::trust, policy_explain_command},
    Entry{"probe", "look at the TLS of mail servers, many at once", Group::trust, probe_command},

    // Diagnose
    Entry{"check", "say what Postfix will do with its TLS settings and files", Group::diagnose,
          check_command},
    Entry{"explain", "say what an error, a finding or a parameter means", Group::diagnose,
          explain_command},

    // Renew
    Entry{"deploy", "install a renewed certificate, and see it served", Group::renew,
          deploy_command},
    Entry{"hook run", "what ACME clients call: deploy what they have renewed", Group::renew,
          hook_run_command},
    Entry{"hook install", "make an ACME client hand new certificates to postseal", Group::renew,
          hook_install_command},
    Entry{"hook remove", "remove the hook that hook install wrote", Group::renew,
          hook_remove_command},

    // Shell
    Entry{"completion", "print the completion script of a shell", Group::shell, completion_command},
    Entry{"man", "print the manual page", Group::shell, man_command},
};

}  // namespace

std::span<const Entry> command_tree() { return tree; }

}  // namespace postseal
