// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/check_report.hpp"

namespace postseal {

// What a monitoring plug-in of Nagios and its relatives prints and exits with: one line, then
// performance data; 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN (Monitoring Plugins' guidelines).
struct PluginAnswer {
  std::string text{};
  int exit_status = 0;
};
[[nodiscard]] PluginAnswer nagios_of(const CheckReport& report);
// For a configuration that could not be looked at.
[[nodiscard]] PluginAnswer nagios_unknown(const std::string& why);

// The text format of Prometheus, for node_exporter's textfile collector.
[[nodiscard]] std::string prometheus_of(const CheckReport& report);

}  // namespace postseal
