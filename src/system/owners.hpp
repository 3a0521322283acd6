// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <limits>
#include <string>

namespace postseal {

inline constexpr uid_t same_owner = std::numeric_limits<uid_t>::max();  // chown(2): leaves it alone

// A user or group of this machine by name or number; same_owner for an empty name. Usage Errors
// "owner-unknown", "group-unknown".
[[nodiscard]] uid_t uid_of(const std::string& name);
[[nodiscard]] gid_t gid_of(const std::string& name);

}  // namespace postseal
