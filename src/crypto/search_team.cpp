// SPDX-License-Identifier: MIT
#include "crypto/search_team.hpp"

#include <chrono>
#include <thread>
#include <utility>
#include <vector>

namespace postseal {
namespace {

constexpr auto progress_every = std::chrono::milliseconds(250);

}  // namespace

void SearchTeam::work_once(const std::function<void()>& work) {
  std::optional<Problem> problem;
  try {
    work();
  } catch (const Error& error) {
    problem = error.problem();
    over_ = true;
  }
  const std::lock_guard lock(mutex_);
  if (problem && !first_problem_) first_problem_ = std::move(problem);
  --working_;
  left_.notify_all();
}

void SearchTeam::wait() {
  std::unique_lock lock(mutex_);
  const auto done = [this] { return working_ == 0; };
  while (!minting_.stop.stop_requested()) {
    if (left_.wait_for(lock, minting_.stop, progress_every, done)) return;
    if (!minting_.say) continue;
    lock.unlock();
    minting_.say(line_());
    lock.lock();
  }
  over_ = true;
}

void SearchTeam::run(const std::function<void()>& work) {
  working_ = size_;
  {
    std::vector<std::jthread> threads;
    threads.reserve(static_cast<std::size_t>(size_));
    for (int i = 0; i < size_; ++i) threads.emplace_back([&] { work_once(work); });
    wait();
  }
  if (first_problem_) throw Error(Fault::host, *first_problem_);
  if (minting_.stop.stop_requested())
    throw Error(Fault::host, {.id = "interrupted",
                              .subject = "interrupted",
                              .message = "stopped before anything was changed"});
}

}  // namespace postseal
