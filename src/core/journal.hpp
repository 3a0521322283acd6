// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// How far a transaction came. It is part of the journal's name, so that one rename marks a stage
// and a full disk is no hindrance.
//   staged     everything is on disk beside its target; some of it may be published
//   published  all of it is published; it is not yet known whether Postfix takes it
//   committed  done: only leftovers have to go
enum class JournalStage { staged, published, committed };

// A file that a transaction replaces, makes or removes. All paths are in one directory.
struct JournalFile {
  std::string path{};       // absolute
  std::string temporary{};  // its new content until it is published; "": it is removed
  std::string backup{};     // a second name of the old file; "": there was none
  std::string before{};     // SHA-256, hex; "": absent
  std::string after{};
  friend bool operator==(const JournalFile&, const JournalFile&) = default;
};

// A file whose mode, owner and group change and nothing else.
struct JournalAccess {
  struct State {
    std::uint32_t mode = 0;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    friend bool operator==(const State&, const State&) = default;
  };
  std::string path{};
  State before{};
  State after{};
  friend bool operator==(const JournalAccess&, const JournalAccess&) = default;
};

// What a later run needs to know of a transaction that was cut short.
struct Journal {
  std::vector<std::string> directories{};  // that it made, outermost first
  std::vector<JournalFile> files{};        // in the order in which they are published
  std::vector<JournalAccess> accesses{};
  std::string config_dir{};             // of the Postfix that is reloaded; "": none
  std::vector<std::string> material{};  // files that Postfix has to load and to serve
  bool confirm = false;                 // look at what is served
  bool require_live = false;
  friend bool operator==(const Journal&, const Journal&) = default;
};

// What the temporary and the backup of a file are called: ".NAME.postseal-WHAT-PID-NUMBER".
[[nodiscard]] std::string sidecar_name(std::string_view name, std::string_view what,
                                       std::uint32_t pid, std::uint64_t number);
// The process that made such a file; 0: NAME is no name of this kind.
[[nodiscard]] std::uint32_t pid_of_sidecar(std::string_view name);

[[nodiscard]] std::string journal_name(JournalStage stage);  // "journal.staged"

[[nodiscard]] std::string journal_text(const Journal& journal);

// Reads it back. Whoever can write the journal decides what root renames: every path has to be
// absolute and plain, and every temporary and backup a name of sidecar_name() beside its target.
// Error "journal-damaged" with PATH as its subject.
[[nodiscard]] Journal parse_journal(std::string_view text, const std::string& path);

}  // namespace postseal
