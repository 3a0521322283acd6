// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// What the last line `NAME=value` of a configuration that a shell reads gives NAME, without its
// quotes; what it would expand ($X) stays as it is written. nullopt: no line sets it.
[[nodiscard]] std::optional<std::string> assigned_value(std::string_view text,
                                                        std::string_view name);

}  // namespace postseal
