// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/check_finding.hpp"
#include "core/checked_config.hpp"

namespace postseal {

// The tables in which smtpd(8) looks for fingerprints of clients: relay_clientcerts and those of
// check_ccert_access. TYPES: as installed_table_types() has them.
[[nodiscard]] std::vector<CheckFinding> check_access_tables(Context& context,
                                                            const CheckedConfig& config,
                                                            const std::vector<std::string>& types);

}  // namespace postseal
