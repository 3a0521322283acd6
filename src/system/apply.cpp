// SPDX-License-Identifier: MIT
#include "system/apply.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace postseal {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

// What was done so far, so that it can be put back in reverse order.
class Transaction {
 public:
  explicit Transaction(Host& host) : host_(host) {}

  void make_directory(const MakeDirectory& wanted) {
    host_.make_directory(wanted);
    undo_.emplace_back([this, path = wanted.path] { host_.remove_directory(path); });
  }

  void publish(Staged& staged) {
    staged.publish();
    undo_.emplace_back([&staged] { staged.undo(); });
  }

  void set_access(const SetAccess& wanted) {
    const auto before = host_.status(wanted.path, Follow::no);
    host_.set_access(wanted);
    if (!before) return;
    undo_.emplace_back([this, path = wanted.path, before = *before] {
      host_.set_access({.path = path,
                        .access = {.mode = before.mode,
                                   .owner = std::to_string(before.uid),
                                   .group = std::to_string(before.gid)}});
    });
  }

  // Puts everything back; returns what could not be.
  [[nodiscard]] std::string undo() noexcept {
    std::string failed;
    while (!undo_.empty()) {
      try {
        undo_.back()();
      } catch (const std::exception& error) {
        failed += fmt::format("{}{}", failed.empty() ? "" : "; ", error.what());
      }
      undo_.pop_back();
    }
    return failed;
  }

  [[nodiscard]] bool empty() const noexcept { return undo_.empty(); }

 private:
  Host& host_;
  std::vector<std::function<void()>> undo_{};
};

void stop_if_asked(const Minting& minting) {
  if (!minting.stop.stop_requested()) return;
  throw Error(Fault::host, {.id = "interrupted",
                            .subject = "interrupted",
                            .message = "stopped before anything was changed",
                            .hint = ""});
}

std::vector<Minted> mint_all(const Plan& plan, const Minting& minting) {
  std::vector<Minted> made;
  for (const Step& step : plan.steps)
    if (const auto* write = std::get_if<WriteFiles>(&step.effect))
      made.push_back(write->mint(minting));
  return made;
}

using StagedFiles = std::vector<std::unique_ptr<Staged>>;

void stage(const WriteFiles& write, const Minted& minted, Host& host, StagedFiles& staged) {
  for (std::size_t i = 0; i < write.files.size(); ++i) {
    const std::string_view bytes = minted.contents.at(i).reveal();
    if (write.files[i].path == "-")
      host.write_out(bytes);
    else
      staged.push_back(host.stage(write.files[i], bytes));
  }
}

StagedFiles stage_all(const Plan& plan, const std::vector<Minted>& minted, Host& host) {
  StagedFiles staged;
  std::size_t next = 0;
  for (const Step& step : plan.steps) {
    if (const auto* write = std::get_if<WriteFiles>(&step.effect))
      stage(*write, minted[next++], host, staged);
    else if (const auto* removal = std::get_if<RemoveFile>(&step.effect))
      staged.push_back(host.stage_removal(removal->path));
  }
  return staged;
}

void finish(const Plan& plan, Host& host, Transaction& done) {
  for (const Step& step : plan.steps)
    std::visit(Overloaded{
                   [](const WriteFiles&) {},     // published
                   [](const RemoveFile&) {},     // published
                   [](const MakeDirectory&) {},  // made before staging
                   [&](const SetAccess& wanted) { done.set_access(wanted); },
                   [&](const RestoreContext& wanted) { host.restore_context(wanted.path); },
                   [&](const ReloadPostfix& wanted) { host.reload_postfix(wanted.config_dir); },
               },
               step.effect);
}

Error with_outcome(const Error& error, const std::string& failed, bool nothing_done) {
  Problem problem = error.problem();
  if (!failed.empty()) {
    problem.message += fmt::format("; and could not be undone: {}", failed);
  } else if (!nothing_done) {
    problem.message += "; every change was undone";
  }
  return {error.fault(), std::move(problem)};
}

bool reloads(const Plan& plan) {
  return !plan.steps.empty() && std::holds_alternative<ReloadPostfix>(plan.steps.back().effect);
}

// A Postfix that refused to reload runs on with what it had read; tell it to read that again.
void reload_old_state(const Plan& plan, Host& host) noexcept {
  try {
    if (reloads(plan))
      host.reload_postfix(std::get<ReloadPostfix>(plan.steps.back().effect).config_dir);
  } catch (const std::exception& error) {
    host.log(LogLevel::info, error.what());
  }
}

}  // namespace

Applied apply(const Plan& plan, Host& host, const Minting& minting) {
  const std::vector<Minted> minted = mint_all(plan, minting);
  stop_if_asked(minting);

  StagedFiles staged;
  Transaction done(host);
  bool reached_reload = false;
  try {
    for (const Step& step : plan.steps)
      if (const auto* directory = std::get_if<MakeDirectory>(&step.effect))
        done.make_directory(*directory);
    staged = stage_all(plan, minted, host);
    stop_if_asked(minting);
    for (const auto& file : staged) done.publish(*file);
    reached_reload = true;
    finish(plan, host, done);
  } catch (const Error& error) {
    const bool nothing_done = done.empty();
    const std::string failed = done.undo();
    if (reached_reload) reload_old_state(plan, host);
    throw with_outcome(error, failed, nothing_done);
  }
  for (const auto& file : staged) file->settle();

  Applied applied;
  for (const Minted& one : minted) applied.minted.push_back(one.facts);
  return applied;
}

}  // namespace postseal
