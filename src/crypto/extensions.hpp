// SPDX-License-Identifier: MIT
#pragma once

// Seen by crypto's .cpp files only: what certificates and requests have in common.

#include <string>
#include <vector>

#include "crypto/certificate.hpp"
#include "crypto/openssl.hpp"

namespace postseal {

[[nodiscard]] std::vector<SubjectName> subject_names(const GENERAL_NAMES* names);
[[nodiscard]] std::vector<std::string> usage_names(const STACK_OF(ASN1_OBJECT) * usages);

}  // namespace postseal
