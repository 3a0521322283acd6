// SPDX-License-Identifier: MIT
#include "core/config_repair.hpp"

namespace postseal {

std::vector<ConfigRepair> config_repairs(const CheckedConfig& /*config*/) { return {}; }

}  // namespace postseal
