// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/context.hpp"
#include "core/main_cf.hpp"
#include "core/names.hpp"

namespace postseal {

// myhostname, for certificates that were asked for without a name. Error "hostname-missing" for a
// name that nobody can look up in the DNS: nobody could verify it.
[[nodiscard]] std::vector<HostName> default_hosts(Context& context, const MainCf* main_cf);

}  // namespace postseal
