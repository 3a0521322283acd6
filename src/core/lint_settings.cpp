// SPDX-License-Identifier: MIT
#include "core/lint_settings.hpp"

#include "core/lint_parts.hpp"

namespace postseal {

std::vector<CheckFinding> lint_settings(const CheckedConfig& config) {
  LintFindings found(config);
  lint_config_files(config, found);
  lint_parameters(config, found);
  lint_values(config, found);
  lint_levels(config, found);
  lint_ports(config, found);
  lint_protocols(config, found);
  lint_ciphers(config, found);
  lint_caches(config, found);
  lint_certificates(config, found);
  return found.take();
}

}  // namespace postseal
