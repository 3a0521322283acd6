// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/check_parts.hpp"
#include "core/plan.hpp"

namespace postseal {

// Everything that `check` found out about one configuration.
struct CheckReport {
  std::string config_dir{};
  std::string version{};  // of Postfix
  Time now{};
  std::vector<CheckedService> services{};
  std::vector<CheckedFile> files{};
  std::vector<CheckFinding> findings{};  // in the order of report_order()
};

// By urgency, then severity, then as found; the same finding from two parts is kept once.
void sort_findings(std::vector<CheckFinding>& findings);

// For people: the services, then what is broken, what will break on a date, what is weak, what is
// untidy, then the chains as trees.
[[nodiscard]] std::string text_of(const CheckReport& report);

// Findings alone: each under its heading, and how many there are.
[[nodiscard]] std::string text_of(const std::vector<CheckFinding>& findings);

// {"services", "files", "counts"}.
[[nodiscard]] Json json_of(const CheckReport& report);

}  // namespace postseal
