// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace postseal::net {

// The addresses of a name, asked of the system in a thread of its own. The system's resolver
// cannot be stopped: who no longer wants to wait leaves, and the thread ends by itself. (Asio's
// resolver would make its io_context wait for it.)
class Lookup {
 public:
  struct Answer {
    std::vector<std::string> addresses{};  // literals
    std::string error{};                   // the system's words; only where there is no address
  };

  // READY is called in the other thread once the answer is there, unless nobody waits by then.
  [[nodiscard]] static std::shared_ptr<Lookup> start(const std::string& name,
                                                     std::function<void()> ready);

  // Nobody waits any longer. READY is not being called when this returns, and never will be.
  void leave();

  // The answer; empty as long as there is none.
  [[nodiscard]] Answer answer();

 private:
  void finish(Answer answer);

  std::mutex mutex_{};
  std::function<void()> ready_{};
  Answer answer_{};
};

}  // namespace postseal::net
