// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "commands/policy_edit.hpp"

namespace postseal {

// Whether table NUMBER of SEEN is an inline: table that has KEY.
[[nodiscard]] bool is_written_in(const PoliciesSeen& seen, std::size_t number,
                                 std::string_view key);

// Its entry; nullopt: there is none.
[[nodiscard]] std::optional<PolicyEntry> written_entry(const PoliciesSeen& seen, std::size_t number,
                                                       std::string_view key);

// Whether main.cf has table NUMBER as Postfix opens it: nothing in it is replaced ("$name").
[[nodiscard]] bool is_verbatim(const PoliciesSeen& seen, std::size_t number);

// TEXT, the one of main.cf or what earlier edits made of it, with ENTRY in the inline: table
// NUMBER. Error "policy-table-written" where the table cannot be edited: what it says comes from
// elsewhere, in a "$name", say.
[[nodiscard]] std::string main_cf_with(const PoliciesSeen& seen, std::string_view text,
                                       std::size_t number, const PolicyEntry& entry);

// The text of main.cf without KEY in any inline: table; nullopt: none has it. The same Error.
[[nodiscard]] std::optional<std::string> main_cf_without(const PoliciesSeen& seen,
                                                         std::string_view key);

}  // namespace postseal
