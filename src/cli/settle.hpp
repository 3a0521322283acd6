// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/parse.hpp"
#include "commands/globals.hpp"
#include "core/error.hpp"
#include "system/host.hpp"

namespace postseal::cli {

// The exit statuses of the contract.
inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int usage_error = 2;
inline constexpr int bad_verdict = 3;
inline constexpr int differs = 4;

// Plans, carries out unless --dry-run was given, and prints. The one place that knows a dry run.
[[nodiscard]] int settle(const Request& request, const Globals& globals, Host& host);

// Prints an Error as text or JSON and returns its exit status.
[[nodiscard]] int report_error(const Error& error, const Globals& globals,
                               const std::string& command);

}  // namespace postseal::cli
