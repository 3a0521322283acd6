// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/journal.hpp"
#include "core/plan.hpp"
#include "system/host.hpp"

namespace postseal {

// A plan on its way: what was staged, how far it came, how to put it back.
class Transaction {
 public:
  Transaction(const Plan& plan, Host& host) : plan_(plan), host_(host) {}

  void make_directories();
  void stage(const std::vector<Minted>& minted);
  void write_journal();
  void publish();                 // files, then modes and contexts, then main.cf
  void finish(Applied& applied);  // load, reload, look
  void commit();
  void settle();  // after the commit: leftovers go

  // Puts everything back; returns what could not be, in words. The journal stays where something
  // could not.
  [[nodiscard]] std::string undo() noexcept;

  [[nodiscard]] bool touched() const noexcept { return touched_; }

 private:
  void sweep();
  void stage_one(const WriteFiles& write, const Minted& minted);
  void stage_index(const IndexMap& map);
  void note_access(const SetAccess& wanted);
  void publish_files(bool last);
  void sync(const std::vector<JournalFile>& files);
  void mark(JournalStage stage);
  [[nodiscard]] std::chrono::seconds left() const;
  void reload(int limit);
  void reopen();

  const Plan& plan_;
  Host& host_;
  Journal journal_{};
  std::vector<bool> last_{};             // by file: published when all else is safe on disk
  std::optional<JournalStage> stage_{};  // of the journal on disk; nullopt: none
  bool touched_ = false;                 // something that others see may have changed
  bool reloaded_ = false;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace postseal
