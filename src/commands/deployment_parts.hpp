// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/deployment.hpp"
#include "commands/identity_parts.hpp"
#include "commands/identity_state.hpp"
#include "core/finding.hpp"

namespace postseal {

// Everything a deployment is decided from.
struct DeploySeen {
  Renewed renewed{};
  StateSeen state{};
  std::optional<ConfigSeen> config{};  // nullopt: no Postfix here
  IdentityThere there{};
  bool postfix_runs = false;
  Time now{};
};

struct Deployment {
  std::vector<Step> steps{};
  std::vector<std::string> files{};  // of the identity, as they will be
  std::vector<Finding> findings{};
};

// Whether a rollback has replaced this certificate.
[[nodiscard]] bool is_held(const DeploySeen& seen);

// The steps from what is there to what is renewed; none if all is in place. Error "names-lost".
[[nodiscard]] Deployment plan_files(Context& context, const DeployWish& wish,
                                    const DeploySeen& seen);

}  // namespace postseal
