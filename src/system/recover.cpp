// SPDX-License-Identifier: MIT
#include "system/recover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/error.hpp"
#include "system/confirm.hpp"
#include "system/journal_store.hpp"
#include "system/served_material.hpp"
#include "system/undo.hpp"

namespace postseal {
namespace {

constexpr int reload_time = 30;  // seconds
constexpr std::chrono::seconds confirm_time{60};

// Everything may be published already, and only the mark be missing.
bool all_published(const Journal& journal, const Host& host) {
  return std::all_of(journal.files.begin(), journal.files.end(),
                     [&](const JournalFile& file) { return host.digest(file.path) == file.after; });
}

Error conflict(const FoundJournal& found, const std::vector<std::string>& failed) {
  return {Fault::host,
          {.id = "journal-conflict",
           .subject = found.path,
           .message = fmt::format("an earlier run was cut short and cannot be undone: {}",
                                  fmt::join(failed, "; ")),
           .hint = "make these files what you want, then run it again with --force: what is there "
                   "is kept"}};
}

class Recovery {
 public:
  Recovery(Host& host, const std::string& state_dir, FoundJournal found)
      : host_(host), state_dir_(state_dir), found_(std::move(found)) {}

  Recovered run(bool force) {
    const Journal& journal = found_.journal;
    if (found_.stage == JournalStage::committed) return keep();
    if (found_.stage == JournalStage::published || all_published(journal, host_))
      if (finishes()) return keep();
    reopen_journal(host_, state_dir_);
    found_.stage = JournalStage::staged;
    const std::vector<std::string> failed = undo(journal, host_);
    if (!failed.empty() && !force) throw conflict(found_, failed);
    if (!failed.empty()) return keep(Recovered::kept);
    remove_journal(host_, state_dir_, found_.stage);
    remove_directories();
    reload();
    return Recovered::undone;
  }

 private:
  Recovered keep(Recovered outcome = Recovered::finished) {
    drop_leftovers(found_.journal, host_);
    remove_journal(host_, state_dir_, found_.stage);
    return outcome;
  }

  // The state after, looked at again as the run that was cut short would have.
  bool finishes() {
    const Journal& journal = found_.journal;
    try {
      require_loadable(host_, {.config_dir = journal.config_dir, .files = journal.material});
      reload();
      if (journal.confirm && runs())
        (void)confirm(host_,
                      {.config_dir = journal.config_dir,
                       .files = journal.material,
                       .require_live = journal.require_live},
                      confirm_time);
      return true;
    } catch (const Error& error) {
      host_.log(LogLevel::info, fmt::format("the interrupted run is undone: {}", error.what()));
      return false;
    }
  }

  [[nodiscard]] bool runs() const {
    const Journal& journal = found_.journal;
    return !journal.config_dir.empty() &&
           host_.postfix_runs(queue_directory_of(host_, journal.config_dir));
  }

  void reload() {
    if (runs()) host_.reload_postfix(found_.journal.config_dir, reload_time);
  }

  // Only those that are empty: the run that was cut short made them, and others may use them now.
  void remove_directories() {
    const auto& made = found_.journal.directories;
    for (auto path = made.rbegin(); path != made.rend(); ++path)
      if (host_.status(*path, Follow::no) && host_.list(*path).empty())
        host_.remove_directory(*path);
  }

  Host& host_;
  const std::string& state_dir_;
  FoundJournal found_;
};

void sweep(Host& host, const std::string& state_dir) {
  const std::string parent = std::filesystem::path(state_dir).parent_path().string();
  for (const std::string& directory : {state_dir, parent})
    if (host.status(directory, Follow::no)) host.sweep(directory, {});
}

}  // namespace

std::optional<Recovered> recover(Host& host, const std::string& state_dir, bool force) {
  std::optional<FoundJournal> found = find_journal(host, state_dir);
  if (!found) {
    sweep(host, state_dir);
    return std::nullopt;
  }
  const Recovered outcome = Recovery(host, state_dir, std::move(*found)).run(force);
  sweep(host, state_dir);
  return outcome;
}

std::optional<std::string> pending_recovery(const Host& host, const std::string& state_dir) {
  const auto found = find_journal(host, state_dir);
  if (!found) return std::nullopt;
  switch (found->stage) {
    case JournalStage::staged:
      return fmt::format("{}: an earlier run was cut short; the next one undoes it", found->path);
    case JournalStage::published:
      return fmt::format("{}: an earlier run was cut short; the next one finishes it", found->path);
    case JournalStage::committed:
      return fmt::format("{}: an earlier run left it behind; the next one tidies up", found->path);
  }
  return std::nullopt;
}

}  // namespace postseal
