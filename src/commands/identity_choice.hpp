// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/context.hpp"
#include "commands/identity_state.hpp"

namespace postseal {

// The names of the identities of a directory: those with a record, and those whose files main.cf or
// master.cf name.
[[nodiscard]] std::vector<std::string> known_identities(Context& context, const StateSeen& state,
                                                        const ConfigSeen* config);

// The layout of an identity: that of its record, else one file.
[[nodiscard]] Layout layout_of(const StateSeen& state, const std::string& identity);

// The names that the certificates of an identity are for now.
[[nodiscard]] std::vector<std::string> names_of_identity(Context& context, const StateSeen& state,
                                                         const std::string& identity);

// The identity that a certificate for NAMES belongs to: the one of whose host names it covers most,
// else myhostname if it covers that; where there is no TLS material yet and MAY_BEGIN, its first
// name. nullopt: none.
struct Choosing {
  const StateSeen& state;
  const ConfigSeen* config = nullptr;  // null: no Postfix here
  const std::vector<std::string>& names;
  bool may_begin = false;
};
[[nodiscard]] std::optional<std::string> choose_identity(Context& context,
                                                         const Choosing& choosing);

}  // namespace postseal
