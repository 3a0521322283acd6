// SPDX-License-Identifier: MIT
#include "core/lint_settings.hpp"

namespace postseal {

std::vector<CheckFinding> lint_settings(const CheckedConfig& /*config*/) { return {}; }

}  // namespace postseal
