// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/config_edit.hpp"
#include "commands/deployment_parts.hpp"

namespace postseal {

// Whether a parameter of main.cf names keys or certificates of smtpd.
[[nodiscard]] bool is_material_parameter(const std::string& name);

// The edit that points main.cf to an identity: the material parameters only, and superseded ones
// removed. Empty where some service uses every file already.
[[nodiscard]] ConfigEdit material_edit(Context& context, const DeploySeen& seen,
                                       const IdentityFiles& files);

// The Error "names-lost" where the new certificate lacks a name of what it replaces, or of what the
// edit puts out of use, unless that is allowed.
void require_no_loss(Context& context, const DeployWish& wish, const DeploySeen& seen,
                     const ConfigEdit& edit);

}  // namespace postseal
