// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/plan.hpp"

namespace postseal {

// Threads that work on one thing at a time, while the thread that called says how it is going and
// listens for a request to stop.
class SearchTeam {
 public:
  // `line` is what to say; several times a second.
  SearchTeam(int size, const Minting& minting, std::function<std::string()> line)
      : size_(size), minting_(minting), line_(std::move(line)) {}

  // Runs `work` in every thread until all have returned. Errors: the first of theirs, or
  // "interrupted".
  void run(const std::function<void()>& work);

  // Whether `work` should return as soon as it can. To be asked several times a second.
  [[nodiscard]] bool over() const noexcept { return over_.load(std::memory_order_relaxed); }

 private:
  void work_once(const std::function<void()>& work);
  void wait();

  int size_;
  const Minting& minting_;
  std::function<std::string()> line_;
  std::atomic<bool> over_{false};
  std::mutex mutex_{};
  std::condition_variable_any left_{};
  int working_ = 0;                         // guarded by mutex_
  std::optional<Problem> first_problem_{};  // guarded by mutex_
};

}  // namespace postseal
