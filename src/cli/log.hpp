// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "commands/globals.hpp"
#include "system/host.hpp"

namespace postseal::cli {

// Writes a diagnostic line where the options say: stderr (-v: info, -vv: debug) and syslog.
// The logging library wakes up with the first line that is really written.
void log_line(const Globals& globals, LogLevel level, std::string_view line);

// What --syslog is for: every change and every error, whatever -q says.
void record(const Globals& globals, std::string_view line);

}  // namespace postseal::cli
