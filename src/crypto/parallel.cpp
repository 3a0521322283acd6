// SPDX-License-Identifier: MIT
#include "crypto/parallel.hpp"

#include <algorithm>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace postseal {

void in_parallel(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work) {
  constexpr std::size_t worth_a_thread = 64;
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t parts = std::clamp(count / worth_a_thread, std::size_t{1}, processors);
  const auto part = [&](std::size_t number) {
    try {
      work(count * number / parts, count * (number + 1) / parts);
    } catch (const std::exception&) {  // out of memory, say: so it will be again, where it is told
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < parts; ++i) {
    try {
      threads.emplace_back(part, i);
    } catch (const std::system_error&) {  // no thread to be had (RLIMIT_NPROC, say)
      part(i);
    }
  }
  part(0);
}

}  // namespace postseal
