// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/context.hpp"
#include "commands/identity_state.hpp"
#include "commands/sni_index.hpp"
#include "core/material.hpp"
#include "core/settings.hpp"

namespace postseal {

// An identity of postseal.toml, and what there is to do for it.
struct AppliedIdentity {
  std::string name{};
  std::vector<std::string> paths{};
  std::vector<MaterialFile> material{};  // as a snippet names them
  std::vector<NewBytes> bytes{};         // of files that change
  // Once it is known what main.cf has to say; empty: all is as it should be.
  std::function<std::vector<Step>(const std::vector<ParameterEdit>& edits)> steps{};
};

struct ApplySite {
  const Settings& settings;
  std::shared_ptr<const StateSeen> state{};
  const ConfigSeen* config = nullptr;
  Time now{};
};

// Looks at one identity. Errors: those of observe_identity() and read_renewed(); a certificate that
// a rollback holds is left out, with a note.
[[nodiscard]] AppliedIdentity observe_applied(Context& context, const ApplySite& site,
                                              const IdentitySettings& settings);

// Those of IDENTITIES that smtpd can serve side by side: it takes one chain of each algorithm, and
// the first identity goes first. A note for each that is left out.
[[nodiscard]] std::vector<MaterialFile> served_together(
    Context& context, const std::vector<AppliedIdentity>& identities);

}  // namespace postseal
