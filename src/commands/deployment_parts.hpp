// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/deployment.hpp"
#include "commands/identity_parts.hpp"
#include "commands/identity_state.hpp"
#include "commands/sni_index.hpp"
#include "core/finding.hpp"

namespace postseal {

// Everything a deployment is decided from.
struct DeploySeen {
  Renewed renewed{};
  std::shared_ptr<const StateSeen> state{};
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

// What becomes of the files of one identity, before main.cf is looked at.
struct IdentityFiles {
  std::vector<std::string> paths{};
  std::vector<MaterialFile> material{};  // as a snippet names them
  std::vector<NewBytes> bytes{};
  bool changes = false;
  // The steps, once it is known what main.cf has to say: a generation remembers both.
  std::function<std::vector<Step>(const std::vector<ParameterEdit>& edits)> steps{};
};
[[nodiscard]] IdentityFiles plan_identity_files(Context& context, const DeployWish& wish,
                                                const DeploySeen& seen, const std::string& why);

// The steps from what is there to what is renewed; none if all is in place. Error "names-lost".
[[nodiscard]] Deployment plan_files(Context& context, const DeployWish& wish,
                                    const DeploySeen& seen);

}  // namespace postseal
