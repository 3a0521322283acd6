// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/context.hpp"
#include "core/material.hpp"
#include "core/settings.hpp"

namespace postseal {

// What main.cf and master.cf have to say for a postseal.toml.
struct LinesWish {
  const Settings& settings;
  const ConfigSeen& config;
  std::vector<MaterialFile> material{};  // of the identities that smtpd serves
  std::optional<std::string> dh_file{};
  std::optional<std::string> policy_maps{};  // the value, where main.cf has none
  std::string state_dir{};
};

// The lines that differ. A level that the settings name counts as it is; of the rest what a site
// has stricter is kept, with a note.
[[nodiscard]] ConfigEdit lines_for(Context& context, const LinesWish& wish);

// The policy table of a postseal.toml: the first of smtp_tls_policy_maps whose source can be
// edited, or CONFIG_DIR/tls_policy where main.cf names none.
struct PolicyPlan {
  std::vector<Step> steps{};               // the source, and its index
  std::optional<std::string> parameter{};  // what smtp_tls_policy_maps has to be; nullopt: as it is
};

// Errors: "policy-table-none" (every table is of a kind that has no source to edit).
[[nodiscard]] PolicyPlan policy_plan(Context& context, const Settings& settings,
                                     const ConfigSeen& config);

}  // namespace postseal
