// SPDX-License-Identifier: MIT
#include "cli/progress_line.hpp"

#include <unistd.h>

#include "cli/say.hpp"

namespace postseal::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds seldom{10};
constexpr std::chrono::milliseconds often{100};  // faster than anybody reads

}  // namespace

ProgressLine::ProgressLine(const Globals& globals, Elsewhere elsewhere)
    : quiet_(globals.quiet),
      terminal_(::isatty(STDERR_FILENO) != 0),
      elsewhere_(elsewhere),
      next_(terminal_ ? Clock::now() : Clock::now() + seldom) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::clear() {
  if (shown_) say("\r\033[K");
  shown_ = false;
}

void ProgressLine::show(const std::string& line) {
  if (quiet_ || (!terminal_ && elsewhere_ == Elsewhere::never)) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? Clock::duration(often) : Clock::duration(seldom));
  say(terminal_ ? "\r\033[K" + line : line + "\n");
  shown_ = terminal_;
}

}  // namespace postseal::cli
