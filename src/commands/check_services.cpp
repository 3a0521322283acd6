// SPDX-License-Identifier: MIT
#include "commands/check_parts.hpp"

namespace postseal {

ServicesSeen check_services(Context& /*context*/, const CheckedConfig& /*config*/) { return {}; }

}  // namespace postseal
