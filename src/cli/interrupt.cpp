// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"

#include <pthread.h>
#include <signal.h>

namespace postseal::cli {
namespace {

constexpr int wake_up = SIGUSR2;  // ends the waiting thread

sigset_t watched() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, wake_up}) ::sigaddset(&set, signal);
  return set;
}

}  // namespace

Interrupts::Interrupts() {
  const sigset_t set = watched();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiter_ = std::thread([this, set] {
    for (int signal = 0; ::sigwait(&set, &signal) == 0 && signal != wake_up;)
      source_.request_stop();
  });
}

Interrupts::~Interrupts() {
  ::pthread_kill(waiter_.native_handle(), wake_up);
  waiter_.join();
  const sigset_t set = watched();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace postseal::cli
