// SPDX-License-Identifier: MIT
#include "net/descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace postseal::net {
namespace {

// What else is open: files, the event queue, and what lookups of names open in their threads.
constexpr std::size_t reserve = 200;

}  // namespace

std::size_t room_for_connections(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::min<std::size_t>(wanted, 100);
  if (limit.rlim_cur < wanted + reserve) {
    rlimit raised = limit;
    raised.rlim_cur = std::min<rlim_t>(wanted + reserve, limit.rlim_max);
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  // Where there is little room, lookups have to share it.
  const std::size_t kept = std::min<std::size_t>(reserve, limit.rlim_cur / 2);
  return std::clamp<std::size_t>(limit.rlim_cur - kept, 1, std::max<std::size_t>(wanted, 1));
}

}  // namespace postseal::net
