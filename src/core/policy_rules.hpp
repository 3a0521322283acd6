// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/checked_config.hpp"
#include "core/policy_lint.hpp"
#include "core/policy_table_lint.hpp"

namespace postseal {

// What decides about the policy tables of a service that runs PROGRAM ("smtp" or "lmtp"). Null
// SERVICE: main.cf alone.
[[nodiscard]] PolicyRules policy_rules(const CheckedConfig& config, const Service* service,
                                       std::string_view program);

// How the tables of a service compare keys: by smtputf8_enable.
[[nodiscard]] KeyCase key_case(const CheckedConfig& config, const Service* service);

// The next hops that are written in main.cf: relayhost, smtp_fallback_relay and the transports.
[[nodiscard]] std::vector<NextHop> next_hops_in(const CheckedConfig& config,
                                                const Service* service);

// A parameter as SERVICE reads it, where main.cf or master.cf sets it: nobody is asked for
// defaults.
[[nodiscard]] std::optional<Setting> written_setting(const CheckedConfig& config,
                                                     const Service* service, std::string_view name);

}  // namespace postseal
