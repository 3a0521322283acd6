// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/lint_parts.hpp"

namespace postseal {
namespace {

// Values that daemons expand themselves, per message, with names of their own.
constexpr std::array raw_parameters{std::string_view("command_execution_directory"),
                                    std::string_view("default_rbl_reply"),
                                    std::string_view("execution_directory_expansion_filter"),
                                    std::string_view("forward_path"),
                                    std::string_view("luser_relay"),
                                    std::string_view("mailbox_command"),
                                    std::string_view("smtpd_reject_footer")};

bool is_raw(std::string_view name) {
  return std::find(raw_parameters.begin(), raw_parameters.end(), name) != raw_parameters.end();
}

void add_file_findings(const std::vector<Finding>& findings, LintFindings& found) {
  for (const Finding& finding : findings)
    found.add(finding, finding.severity == Severity::error ? Urgency::broken : Urgency::untidy);
}

}  // namespace

void lint_config_files(const CheckedConfig& config, LintFindings& found) {
  add_file_findings(config.main_cf.findings, found);
  add_file_findings(config.master_cf.findings, found);
  constexpr int most_problems = 100;
  int problems = 0;
  for (const SetLine& line : set_lines(config)) {
    if (is_raw(line.name()) || line.line->value.find('$') == std::string::npos) continue;
    const auto setting = setting_of(config, line.service, line.name());
    if (!setting || !setting->problem) continue;
    if (++problems > most_problems) break;
    Finding finding{.severity = Severity::error,
                    .message = setting->problem->message,
                    .hint = setting->problem->hint};
    finding.id = setting->problem->id;
    found.at(line, std::move(finding), Urgency::broken);
  }
}

}  // namespace postseal
