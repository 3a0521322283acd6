// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/policy_live.hpp"
#include "core/check_finding.hpp"
#include "core/plan.hpp"

namespace postseal {

// What `policy check --live` finds out: pins that nobody serves, hosts that serve none of them,
// hosts that did not answer.
[[nodiscard]] std::vector<CheckFinding> live_findings(const std::vector<LiveEntry>& entries);

// For people: each entry, its hosts, what they serve and until when.
[[nodiscard]] std::string live_text(const std::vector<LiveEntry>& entries);

// [{"nexthop", "pins", "hosts", "not_asked"}].
[[nodiscard]] Json live_json(const std::vector<LiveEntry>& entries);

}  // namespace postseal
