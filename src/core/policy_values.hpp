// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// What is wrong with the value of an attribute, in words that follow the attribute; "": nothing.

// Names of protocols separated by colons, with "!" or, from 3.6 on, ">=" and "<=" before them.
[[nodiscard]] std::string wrong_in_policy_protocols(std::string_view value,
                                                    const PostfixVersion& version);
[[nodiscard]] std::string wrong_in_policy_grade(std::string_view value);
// Ciphers to exclude: "!", "+", "-" and "@" before them make Postfix give up.
[[nodiscard]] std::string wrong_in_policy_exclusions(std::string_view value);

// valid_hostname(3): letters, digits, "-" and "_" in labels of 1 to 63, not all digits and dots.
[[nodiscard]] bool is_postfix_hostname(std::string_view name);

}  // namespace postseal
