// SPDX-License-Identifier: MIT
#include "system/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace postseal {

void hold_standard_streams() noexcept {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) != -1) continue;
    // The lowest free number is this one. Read only: what is printed there is an error, not lost.
    if (::open("/dev/null", O_RDONLY) != fd) return;
  }
}

}  // namespace postseal
