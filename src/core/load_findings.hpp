// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/loader.hpp"

namespace postseal {

// Why Postfix refused the files (at most one error), and what it skipped with a warning. FILES are
// those the places of RESULT point into. Ids: "key-not-first", "key-missing", "key-encrypted",
// "key-invalid", "key-repeated", "key-without-certificate", "key-algorithm-repeated",
// "key-cert-mismatch", "key-unsupported", "certificate-invalid", "der-excess-data", "pem-damaged",
// "pem-missing", "file-missing"; warning "pem-type-ignored".
[[nodiscard]] std::vector<Finding> findings_of(const LoadResult& result,
                                               const std::vector<LoaderFile>& files);

}  // namespace postseal
