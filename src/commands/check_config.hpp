// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/context.hpp"
#include "core/checked_config.hpp"

namespace postseal {

// The text of main.cf. Error "config-missing" where there is none.
[[nodiscard]] std::string main_cf_text(Context& context);

// Reads main.cf and master.cf of the configuration directory. What is wrong in them is in their
// findings. Errors: "config-missing" where there is no main.cf, "unreadable", "not-a-file".
// CONTEXT must outlive the result, which may ask it for defaults.
[[nodiscard]] CheckedConfig checked_config(Context& context);

}  // namespace postseal
