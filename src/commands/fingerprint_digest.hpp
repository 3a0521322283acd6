// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/context.hpp"
#include "core/digest.hpp"

namespace postseal {

// The digest that PARAMETER (smtp_tls_fingerprint_digest or its smtpd twin) names in main.cf, else
// its default in this version at this compatibility_level; a note says which and why. Error
// "digest-unknown": none of those that we compute.
[[nodiscard]] Digest configured_digest(Context& context, const std::string& parameter);

}  // namespace postseal
