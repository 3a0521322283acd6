// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace postseal {

using Time = std::chrono::sys_seconds;

// RFC 3339 in UTC: "2026-11-22T22:37:00Z".
[[nodiscard]] std::string rfc3339(Time time);

// "2026-11-22".
[[nodiscard]] std::string date_of(Time time);

}  // namespace postseal
