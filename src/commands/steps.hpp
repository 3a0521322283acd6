// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/plan.hpp"

namespace postseal {

// Steps that several commands make.

void append(std::vector<Step>& steps, std::vector<Step> more);

[[nodiscard]] Step directory_step(const std::string& path, std::uint32_t mode);

// What follows when files that Postfix loads have changed: it has to load them, is reloaded if it
// runs, and is looked at if SERVED says so.
struct AfterChange {
  std::string config_dir{};
  std::vector<std::string> files{};  // of keys and certificates
  bool postfix_runs = false;
  bool look = false;
  bool require_live = false;
};
[[nodiscard]] std::vector<Step> after_change_steps(const AfterChange& after);

}  // namespace postseal
