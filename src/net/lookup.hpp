// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace postseal::net {

// The addresses of a name, asked of the system in another thread. The system's resolver cannot be
// stopped: who no longer wants to wait leaves, and the thread goes on by itself. (Asio's resolver
// would make its io_context wait for it.)
class Lookup {
 public:
  struct Answer {
    std::vector<std::string> addresses{};  // literals
    std::string error{};                   // the system's words; only where there is no address
  };
  using Clock = std::chrono::steady_clock;

  Lookup(std::string name, std::function<void()> ready)
      : name_(std::move(name)), ready_(std::move(ready)) {}

  // Nobody waits any longer. READY is not being called when this returns, and never will be.
  void leave();

  // The answer; empty as long as there is none.
  [[nodiscard]] Answer answer();

  // When the system was asked; nullopt: there is no thread free yet.
  [[nodiscard]] std::optional<Clock::time_point> begun();

 private:
  friend class Lookups;
  void run();  // in a thread of Lookups
  void finish(Answer answer);

  std::string name_;
  std::mutex mutex_{};
  std::function<void()> ready_;
  std::optional<Clock::time_point> begun_{};
  Answer answer_{};
};

// The threads for lookups: started when needed, no more than `most` of them, gone when idle.
class Lookups : public std::enable_shared_from_this<Lookups> {
 public:
  static constexpr std::size_t most = 128;

  // READY is called in another thread once the answer is there, unless nobody waits by then.
  [[nodiscard]] std::shared_ptr<Lookup> start(const std::string& name, std::function<void()> ready);

 private:
  [[nodiscard]] std::shared_ptr<Lookup> next();  // null: this thread is done
  void work();

  std::mutex mutex_{};
  std::deque<std::shared_ptr<Lookup>> queue_{};
  std::size_t threads_ = 0;
};

}  // namespace postseal::net
