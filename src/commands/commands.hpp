// SPDX-License-Identifier: MIT
#pragma once

#include "commands/command.hpp"

namespace postseal {

// The factories, in the order of command_tree(): one file each, named after the command.
[[nodiscard]] Command init_command();
[[nodiscard]] Command snippet_command();
[[nodiscard]] Command apply_command();
[[nodiscard]] Command status_command();
[[nodiscard]] Command rollback_command();
[[nodiscard]] Command chain_build_command();
[[nodiscard]] Command chain_check_command();
[[nodiscard]] Command key_new_command();
[[nodiscard]] Command key_convert_command();
[[nodiscard]] Command key_show_command();
[[nodiscard]] Command key_rotate_command();
[[nodiscard]] Command cert_self_signed_command();
[[nodiscard]] Command cert_csr_command();
[[nodiscard]] Command cert_renew_command();
[[nodiscard]] Command cert_show_command();
[[nodiscard]] Command ca_new_command();
[[nodiscard]] Command ca_issue_command();
[[nodiscard]] Command dh_new_command();
[[nodiscard]] Command dh_check_command();
[[nodiscard]] Command dh_advise_command();
[[nodiscard]] Command modes_check_command();
[[nodiscard]] Command modes_fix_command();
[[nodiscard]] Command fingerprint_command();
[[nodiscard]] Command policy_show_command();
[[nodiscard]] Command policy_set_command();
[[nodiscard]] Command policy_pin_command();
[[nodiscard]] Command policy_prune_command();
[[nodiscard]] Command policy_remove_command();
[[nodiscard]] Command policy_check_command();
[[nodiscard]] Command policy_explain_command();
[[nodiscard]] Command probe_command();
[[nodiscard]] Command check_command();
[[nodiscard]] Command explain_command();
[[nodiscard]] Command deploy_command();
[[nodiscard]] Command hook_run_command();
[[nodiscard]] Command hook_install_command();
[[nodiscard]] Command hook_remove_command();
[[nodiscard]] Command completion_command();
[[nodiscard]] Command man_command();

}  // namespace postseal
