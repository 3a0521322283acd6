// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/checked_config.hpp"

namespace postseal {

// A parameter of main.cf, or a -o of master.cf, that --fix sets or removes.
struct ConfigRepair {
  std::string service{};  // "submission/inet"; "": main.cf
  std::string name{};
  std::optional<std::string> value{};  // nullopt: removed
  // "smtpd_use_tls is obsolete: smtpd_tls_security_level"; "": said with an earlier one.
  std::string why{};
};

// The repairs that mean the same to this version of Postfix: obsolete parameters become those that
// replaced them, protocol lists get the range syntax where this version has it, names with an
// obvious typing error are put right. None of them makes a service more or less strict.
[[nodiscard]] std::vector<ConfigRepair> config_repairs(const CheckedConfig& config);

}  // namespace postseal
