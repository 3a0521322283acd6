// SPDX-License-Identifier: MIT
#include "system/transaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "system/confirm.hpp"
#include "system/journal_store.hpp"
#include "system/owners.hpp"
#include "system/served_material.hpp"
#include "system/undo.hpp"

namespace postseal {
namespace {

// What happens under the lock is bounded: after it everything is undone.
constexpr std::chrono::seconds whole_time{120};
constexpr std::chrono::seconds reload_time{30};
constexpr std::chrono::seconds confirm_time{60};

template <typename Wanted, typename Action>
void for_each(const Plan& plan, Action&& action) {
  for (const Step& step : plan.steps)
    if (const auto* effect = std::get_if<Wanted>(&step.effect)) action(*effect);
}

std::string directory_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}

JournalAccess::State state_after(const JournalAccess::State& before, const Access& wanted) {
  const uid_t uid = uid_of(wanted.owner);
  const gid_t gid = gid_of(wanted.group);
  return {.mode = wanted.mode,
          .uid = uid == same_owner ? before.uid : uid,
          .gid = gid == same_owner ? before.gid : gid};
}

}  // namespace

std::chrono::seconds Transaction::left() const {
  const auto spent =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin_);
  return std::max(std::chrono::seconds(1), whole_time - spent);
}

void Transaction::make_directories() {
  for_each<MakeDirectory>(plan_, [&](const MakeDirectory& wanted) {
    host_.make_directory(wanted);
    journal_.directories.push_back(wanted.path);
    touched_ = true;
  });
}

void Transaction::stage_one(const WriteFiles& write, const Minted& minted) {
  for (std::size_t i = 0; i < write.files.size(); ++i) {
    const std::string_view bytes = minted.contents.at(i).reveal();
    if (write.files[i].path == "-") {
      host_.write_out(bytes);
      continue;
    }
    journal_.files.push_back(host_.stage(write.files[i], bytes));
    last_.push_back(write.last);
  }
}

void Transaction::note_access(const SetAccess& wanted) {
  const auto now = host_.status(wanted.path, Follow::no);
  if (!now) return;
  const JournalAccess::State before{.mode = now->mode, .uid = now->uid, .gid = now->gid};
  journal_.accesses.push_back(
      {.path = wanted.path, .before = before, .after = state_after(before, wanted.access)});
}

// An index is made from what the files of this plan will hold, not from what they hold now.
void Transaction::stage_index(const IndexMap& map) {
  std::vector<std::pair<std::string, std::string>> replaced;
  for (const JournalFile& file : journal_.files)
    if (!file.temporary.empty()) replaced.emplace_back(file.path, file.temporary);
  const Secret bytes = host_.index_of(map, plan_.state_dir, replaced);
  journal_.files.push_back(host_.stage({.path = map.output, .access = map.access}, bytes.reveal()));
  last_.push_back(false);
}

// What a run left that was cut short before its journal was written: keys may be among it.
void Transaction::sweep() {
  if (plan_.state_dir.empty()) return;
  std::set<std::string> directories;
  for_each<WriteFiles>(plan_, [&](const WriteFiles& write) {
    for (const Output& file : write.files) directories.insert(directory_of(file.path));
  });
  for_each<IndexMap>(plan_,
                     [&](const IndexMap& map) { directories.insert(directory_of(map.output)); });
  for (const std::string& directory : directories)
    if (host_.status(directory, Follow::yes)) host_.sweep(directory, {});
}

void Transaction::stage(const std::vector<Minted>& minted) {
  std::size_t next = 0;
  sweep();
  for_each<WriteFiles>(plan_,
                       [&](const WriteFiles& write) { stage_one(write, minted.at(next++)); });
  for_each<RemoveFile>(plan_, [&](const RemoveFile& removal) {
    journal_.files.push_back(host_.stage_removal(removal.path));
    last_.push_back(false);
  });
  for_each<IndexMap>(plan_, [&](const IndexMap& map) { stage_index(map); });
  for_each<SetAccess>(plan_, [&](const SetAccess& wanted) { note_access(wanted); });
  for_each<RequireLoadable>(plan_, [&](const RequireLoadable& wanted) {
    journal_.config_dir = wanted.config_dir;
    journal_.material = wanted.files;
  });
  for_each<ReloadPostfix>(
      plan_, [&](const ReloadPostfix& wanted) { journal_.config_dir = wanted.config_dir; });
  for_each<ConfirmServed>(plan_, [&](const ConfirmServed& wanted) {
    journal_.confirm = true;
    journal_.require_live = wanted.require_live;
  });
}

void Transaction::write_journal() {
  sync(journal_.files);
  if (plan_.state_dir.empty()) return;
  stage_ = JournalStage::staged;  // before it is: it may be there although writing it failed
  postseal::write_journal(host_, plan_.state_dir, journal_);
}

void Transaction::sync(const std::vector<JournalFile>& files) {
  std::set<std::string> directories;
  for (const JournalFile& file : files) directories.insert(directory_of(file.path));
  for (const std::string& directory : directories) host_.sync_directory(directory);
}

void Transaction::publish_files(bool last) {
  std::vector<JournalFile> published;
  for (std::size_t i = 0; i < journal_.files.size(); ++i) {
    if (last_[i] != last) continue;
    host_.publish(journal_.files[i]);
    published.push_back(journal_.files[i]);
  }
  sync(published);
}

void Transaction::publish() {
  touched_ = true;
  publish_files(false);
  for_each<SetAccess>(plan_, [&](const SetAccess& wanted) { host_.set_access(wanted); });
  for_each<RestoreContext>(
      plan_, [&](const RestoreContext& wanted) { host_.restore_context(wanted.path); });
  publish_files(true);
  mark(JournalStage::published);
}

void Transaction::reload(int limit) {
  for_each<ReloadPostfix>(plan_, [&](const ReloadPostfix& wanted) {
    reloaded_ = true;
    host_.reload_postfix(wanted.config_dir, limit);
  });
}

void Transaction::finish(Applied& applied) {
  for_each<RequireLoadable>(
      plan_, [&](const RequireLoadable& wanted) { require_loadable(host_, wanted); });
  reload(static_cast<int>(std::min(reload_time, left()).count()));
  for_each<ConfirmServed>(plan_, [&](const ConfirmServed& wanted) {
    applied.served = confirm(host_, wanted, std::min(confirm_time, left()));
  });
}

void Transaction::mark(JournalStage stage) {
  if (!stage_) return;
  mark_journal(host_, plan_.state_dir, *stage_, stage);
  stage_ = stage;
}

void Transaction::commit() { mark(JournalStage::committed); }

void Transaction::settle() {
  drop_leftovers(journal_, host_);
  if (stage_) remove_journal(host_, plan_.state_dir, *stage_);
}

// Where even that fails, the undo is worth a try all the same.
void Transaction::reopen() {
  try {
    if (stage_) reopen_journal(host_, plan_.state_dir);
  } catch (const Error& error) {
    host_.log(LogLevel::info, error.what());
  }
}

std::string Transaction::undo() noexcept {
  std::vector<std::string> failed;
  try {
    reopen();
    failed = postseal::undo(journal_, host_);
    if (failed.empty() && stage_)
      for (const JournalStage stage :
           {JournalStage::committed, JournalStage::published, JournalStage::staged})
        remove_journal(host_, plan_.state_dir, stage);
    for (auto path = journal_.directories.rbegin(); path != journal_.directories.rend(); ++path)
      if (failed.empty()) host_.remove_directory(*path);
  } catch (const std::exception& error) {
    failed.emplace_back(error.what());
  }
  try {
    // A Postfix that refused the new state runs on with what it had read: it reads the old again.
    if (reloaded_) reload(static_cast<int>(reload_time.count()));
  } catch (const std::exception& error) {
    host_.log(LogLevel::info, error.what());
  }
  return fmt::format("{}", fmt::join(failed, "; "));
}

}  // namespace postseal
