// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>
#include <thread>

namespace postseal::cli {

// Turns SIGINT, SIGTERM and SIGHUP into a request to stop, for as long as it lives: what is being
// made ends at once and what is being published ends whole.
class Interrupts {
 public:
  Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts();

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_{};
  std::thread waiter_{};
};

}  // namespace postseal::cli
