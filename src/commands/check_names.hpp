// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "commands/check_chains.hpp"

namespace postseal {

// Whether the certificates of the services are for the names that clients look for: myhostname and
// the name of the banner, as each service has them.
// A name that SNI_NAMES has is another certificate's.
[[nodiscard]] std::vector<CheckFinding> check_names(const MaterialLook& look,
                                                    const std::vector<MaterialUse>& uses,
                                                    const std::set<std::string>& sni_names);

// A name that a certificate can be for: it has a dot, and is no address and no "localhost".
[[nodiscard]] bool is_full_name(const std::string& name);

// The first few of NAMES in quotes, and how many more there are.
[[nodiscard]] std::string listed_names(const std::vector<std::string>& names);

}  // namespace postseal
