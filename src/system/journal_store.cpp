// SPDX-License-Identifier: MIT
#include "system/journal_store.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "core/error.hpp"

namespace postseal {
namespace {

// Ten thousand identities have ten MiB of it; whoever can write it is root or this user.
constexpr std::uint64_t journal_cap = 1UL << 30U;

constexpr std::array stages{JournalStage::committed, JournalStage::published, JournalStage::staged};

std::string path_of(const std::string& state_dir, JournalStage stage) {
  return fmt::format("{}/{}", state_dir, journal_name(stage));
}

}  // namespace

void require_private(const Host& host, const std::string& state_dir) {
  const auto status = host.status(state_dir, Follow::no);
  const bool ours = status && (status->uid == 0 || status->uid == host.effective_uid());
  if (ours && status->kind == FileKind::directory && (status->mode & 0077U) == 0) return;
  const bool directory = status && status->kind == FileKind::directory;
  throw Error(Fault::host,
              {.id = "state-dir-unsafe",
               .subject = state_dir,
               .message = directory ? fmt::format("belongs to {} with mode {:04o}: others can read "
                                                  "or change what is kept there",
                                                  status->owner, status->mode)
                                    : std::string("is no directory"),
               .hint = "it holds private keys and the journal: make it root's, mode 0700"});
}

std::optional<FoundJournal> find_journal(const Host& host, const std::string& state_dir) {
  if (!host.status(state_dir, Follow::no)) return std::nullopt;
  require_private(host, state_dir);
  for (const JournalStage stage : stages) {
    const std::string path = path_of(state_dir, stage);
    if (!host.status(path, Follow::no)) continue;
    return FoundJournal{.stage = stage,
                        .path = path,
                        .journal = parse_journal(host.read(path, journal_cap).reveal(), path)};
  }
  return std::nullopt;
}

void write_journal(Host& host, const std::string& state_dir, const Journal& journal) {
  require_private(host, state_dir);
  const JournalFile file =
      host.stage({.path = path_of(state_dir, JournalStage::staged), .access = {}, .expected = ""},
                 journal_text(journal));
  try {
    host.publish(file);
  } catch (...) {
    host.drop(file.temporary);
    throw;
  }
  host.sync_directory(state_dir);
}

void mark_journal(Host& host, const std::string& state_dir, JournalStage from, JournalStage to) {
  host.move(path_of(state_dir, from), path_of(state_dir, to));
}

void reopen_journal(Host& host, const std::string& state_dir) {
  for (const JournalStage stage : {JournalStage::committed, JournalStage::published})
    if (host.status(path_of(state_dir, stage), Follow::no))
      mark_journal(host, state_dir, stage, JournalStage::staged);
}

void remove_journal(Host& host, const std::string& state_dir, JournalStage stage) {
  host.drop(path_of(state_dir, stage));
  host.sync_directory(state_dir);
}

}  // namespace postseal
