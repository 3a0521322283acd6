// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/journal.hpp"
#include "system/host.hpp"

namespace postseal {

// The journal of a transaction in its directory: written once, marked by renames, removed.

struct FoundJournal {
  JournalStage stage = JournalStage::staged;
  std::string path{};
  Journal journal{};
};

// nullopt: none, or no such directory. Errors: "state-dir-unsafe" (others can get at the
// directory), "journal-damaged", those of reading.
[[nodiscard]] std::optional<FoundJournal> find_journal(const Host& host,
                                                       const std::string& state_dir);

// Error "state-dir-unsafe" unless it is a directory (no link) of root or of this user, closed to
// all others.
void require_private(const Host& host, const std::string& state_dir);

void write_journal(Host& host, const std::string& state_dir, const Journal& journal);
void mark_journal(Host& host, const std::string& state_dir, JournalStage from, JournalStage to);
// Marks it as staged, whatever it says: an undo that is cut short goes on as one.
void reopen_journal(Host& host, const std::string& state_dir);
void remove_journal(Host& host, const std::string& state_dir, JournalStage stage);

}  // namespace postseal
