// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/check_finding.hpp"
#include "core/checked_config.hpp"

namespace postseal {

// What is wrong, weak or out of date in the settings themselves: names, values, lists, and how they
// go together. No file but main.cf and master.cf is looked at.
[[nodiscard]] std::vector<CheckFinding> lint_settings(const CheckedConfig& config);

}  // namespace postseal
