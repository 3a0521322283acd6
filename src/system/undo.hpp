// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/journal.hpp"
#include "system/host.hpp"

namespace postseal {

// Puts back what a transaction has changed, in reverse order, and drops its temporaries and
// backups. A file is touched only if it still is what the transaction made of it; what somebody
// changed since, or what fails, is left alone with its backup. Returns a line for each of these:
// "FILE: why"; empty: all is as it was. May be run again.
[[nodiscard]] std::vector<std::string> undo(const Journal& journal, Host& host);

// After a commit, or once what is there counts: drops temporaries and backups.
void drop_leftovers(const Journal& journal, Host& host);

}  // namespace postseal
