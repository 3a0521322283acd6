// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/policy_match.hpp"
#include "crypto/certificate.hpp"

namespace postseal {

// The names of a server's certificate that Postfix may look at: DNS names and addresses of its
// subjectAltName, then every common name. Which of them count is for names_that_count().
[[nodiscard]] std::vector<OfferedName> offered_names(const Certificate& leaf);

}  // namespace postseal
