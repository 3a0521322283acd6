// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/check_finding.hpp"
#include "core/checked_config.hpp"

namespace postseal {

// A line that sets a parameter and counts: the last one of main.cf, the last -o of a service.
struct SetLine {
  const Service* service = nullptr;  // null: main.cf
  const ParameterLine* line = nullptr;

  [[nodiscard]] const std::string& name() const { return line->name; }
};

// Those of main.cf in its order, then those of each service.
[[nodiscard]] std::vector<SetLine> set_lines(const CheckedConfig& config);

// The services that run DAEMON; one null for main.cf where there is none, so that a configuration
// without master.cf is judged too.
[[nodiscard]] std::vector<const Service*> services_or_main(const CheckedConfig& config,
                                                           std::string_view daemon);

// The names that values refer to: $name, ${name...} or $(name...).
using References = std::set<std::string, std::less<>>;
[[nodiscard]] References references_in(const CheckedConfig& config);

// A port that only this machine reaches: a loopback address of its own, or inet_interfaces.
[[nodiscard]] bool is_loopback_only(const CheckedConfig& config, const Service& service);

// How many lines set what their parameter cannot be.
[[nodiscard]] std::size_t bad_values_in(const CheckedConfig& config);

// Collects findings. The file, the line and the name in front of the message are put in here.
class LintFindings {
 public:
  explicit LintFindings(const CheckedConfig& config) : config_(config) {}

  // About NAME as SERVICE reads it, where that is said; a default is main.cf's, without a line.
  void at(const Service* service, std::string_view name, Finding finding, Urgency urgency);
  void at(const SetLine& line, Finding finding, Urgency urgency) {
    at(line.service, line.name(), std::move(finding), urgency);
  }
  // As it is. Each finding is kept once.
  void add(Finding finding, Urgency urgency);

  [[nodiscard]] std::vector<CheckFinding> take() { return std::move(findings_); }

 private:
  const CheckedConfig& config_;
  std::vector<CheckFinding> findings_{};
  std::set<std::tuple<std::string, std::string, std::optional<int>, std::string>> known_{};
};

// What lint_settings() is made of.
void lint_config_files(const CheckedConfig& config, LintFindings& found);
void lint_parameters(const CheckedConfig& config, LintFindings& found);
void lint_values(const CheckedConfig& config, LintFindings& found);
void lint_levels(const CheckedConfig& config, LintFindings& found);
void lint_ports(const CheckedConfig& config, LintFindings& found);
void lint_protocols(const CheckedConfig& config, LintFindings& found);
void lint_ciphers(const CheckedConfig& config, LintFindings& found);
void lint_caches(const CheckedConfig& config, LintFindings& found);
void lint_certificates(const CheckedConfig& config, LintFindings& found);

}  // namespace postseal
