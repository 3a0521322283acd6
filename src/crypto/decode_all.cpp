// SPDX-License-Identifier: MIT
#include "crypto/decode_all.hpp"

#include <algorithm>
#include <thread>
#include <vector>

namespace postseal {
namespace {

constexpr std::size_t worth_a_thread = 64;

void decode(std::span<const Certificate> certificates) {
  for (const Certificate& certificate : certificates) (void)certificate.decodes();
}

}  // namespace

void decode_all(std::span<const Certificate> certificates) {
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t parts =
      std::clamp(certificates.size() / worth_a_thread, std::size_t{1}, processors);
  const std::size_t each = certificates.size() / parts;
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < parts; ++i)
    threads.emplace_back([part = certificates.subspan(i * each - each, each)] { decode(part); });
  decode(certificates.subspan((parts - 1) * each));
}

}  // namespace postseal
