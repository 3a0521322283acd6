// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <vector>

#include "core/served.hpp"
#include "system/host.hpp"

namespace postseal {

// Looks at every service that uses the files, once for each kind of key they hold. A service has
// three tries of ten seconds, all together no longer than LIMIT; after it the rest is `no_answer`.
// A service that offers no TLS is not asked. Never throws for what a server says.
[[nodiscard]] std::vector<ServedSeen> look_at_served(const Host& host, const ConfirmServed& wanted,
                                                     std::chrono::seconds limit);

// The same as a condition: Error "deploy-contradicted" for a service that shows another
// certificate or refuses TLS; with `require_live` Error "deploy-unverified" for one that is silent.
[[nodiscard]] std::vector<ServedSeen> confirm(Host& host, const ConfirmServed& wanted,
                                              std::chrono::seconds limit);

}  // namespace postseal
