// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "system/host.hpp"

namespace postseal {

// What became of a transaction that was cut short.
enum class Recovered { undone, finished, kept };

// Finds the journal of STATE_DIR and ends its transaction: `staged` is undone; `published` is
// finished if Postfix would load it (reloaded and looked at, as before), and undone otherwise;
// `committed` is tidied up. nullopt: there was none. Leftovers whose process is gone are removed.
// The lock is held by the caller. With FORCE what somebody changed in the meantime is kept as it
// is, and the journal dropped. Errors: "journal-conflict" (a file was changed since),
// "journal-damaged", "state-dir-unsafe", "cannot-write".
[[nodiscard]] std::optional<Recovered> recover(Host& host, const std::string& state_dir,
                                               bool force);

// For a run that changes nothing: what the next one would do about a journal; nullopt: none.
[[nodiscard]] std::optional<std::string> pending_recovery(const Host& host,
                                                          const std::string& state_dir);

}  // namespace postseal
