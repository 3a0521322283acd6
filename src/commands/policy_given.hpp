// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/policy_edit.hpp"
#include "core/finding.hpp"

namespace postseal {

// "match=.example.net". Usage Error "policy-attribute-malformed".
[[nodiscard]] PolicyAttribute policy_attribute_in(const std::string& word);

// The usage Errors for an entry that is never looked for, or that the table would hold as another
// one.
void require_settable(Context& context, const PolicyEntry& entry);

// What Postfix makes of the entry. What makes it defer the mail is an Error; what main.cf lacks
// for it may still be set.
[[nodiscard]] std::vector<Finding> findings_of_entry(Context& context, const PoliciesSeen& seen,
                                                     const PolicyEntry& entry);

}  // namespace postseal
