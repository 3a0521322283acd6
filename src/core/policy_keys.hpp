// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// Why smtp(8) never looks for a key of smtp_tls_policy_maps, and what it looks for instead. The key
// of a delivery is its next hop as it was routed: a domain, a host name or an address, perhaps in
// brackets, perhaps with a port; for a domain also its parents, with a leading dot.
struct KeyProblem {
  std::string why{};  // follows the key; "": it may be looked for
  std::string hint{};
};
[[nodiscard]] KeyProblem problem_of_key(std::string_view key, const PostfixVersion& version);

// The host or domain in a next hop, without brackets and port, in lower case.
[[nodiscard]] std::string host_in_next_hop(std::string_view next_hop);

}  // namespace postseal
