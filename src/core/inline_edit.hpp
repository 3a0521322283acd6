// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/policy_entry.hpp"

namespace postseal {

// An inline: table is edited where it stands in main.cf, because postconf -e would fold a parameter
// of several lines into one, and drop the comments between them. The words of a parameter are its
// tables, counted from 0.

// MAIN_CF, its text, with ENTRY in the inline: table TABLE of PARAMETER: in place of the one with
// its key, else behind the last. Byte for byte MAIN_CF where it says the same already. nullopt: it
// cannot be done, because of a "$" in the table, say, or braces that do not match.
[[nodiscard]] std::optional<std::string> with_inline_entry(std::string_view main_cf,
                                                           std::string_view parameter,
                                                           std::size_t table,
                                                           const PolicyEntry& entry);

// MAIN_CF without the entries of KEY in that table, which goes with its last entry: Postfix has no
// empty one.
[[nodiscard]] std::optional<std::string> without_inline_entry(std::string_view main_cf,
                                                              std::string_view parameter,
                                                              std::size_t table,
                                                              std::string_view key);

}  // namespace postseal
