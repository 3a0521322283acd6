// SPDX-License-Identifier: MIT
#include "commands/check_parts.hpp"

namespace postseal {

std::vector<CheckFinding> check_policy(Context& /*context*/, const CheckedConfig& /*config*/) {
  return {};
}

}  // namespace postseal
