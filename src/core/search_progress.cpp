// SPDX-License-Identifier: MIT
#include "core/search_progress.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace postseal {
namespace {

// The largest prime that OpenSSL 3 divides candidates of this length by.
double sieve_limit(int bits) {
  if (bits <= 512) return 311;
  if (bits <= 1024) return 719;
  if (bits <= 2048) return 2647;
  if (bits <= 4096) return 8161;
  return 17863;
}

}  // namespace

double expected_candidates(int bits) {
  const double ln_p = bits * std::numbers::ln2;
  const double ln_q = (bits - 1) * std::numbers::ln2;
  const double ln_limit = std::log(sieve_limit(bits));
  // 2 e^(2 gamma) C2 / 2: what passing the double sieve adds to the chance 1 / (ln p ln q), for
  // p = 23 mod 24 with the twin prime constant C2.
  constexpr double gain = 3.1723;
  return ln_p * ln_q / (gain * ln_limit * ln_limit);
}

std::string duration_text(double seconds) {
  if (seconds < 99.5) return fmt::format("{:.0f} s", seconds);
  if (seconds < 99.5 * 60) return fmt::format("{:.0f} min", seconds / 60);
  if (seconds < 99.5 * 3600) return fmt::format("{:.1f} h", seconds / 3600);
  return fmt::format("{:.0f} days", seconds / 86400);
}

std::string progress_line(const SearchProgress& progress) {
  std::string so_far =
      fmt::format("{} tried, {} so far", progress.tried, duration_text(progress.seconds));
  if (progress.tried == 0 || progress.seconds <= 0) return so_far;
  const double rate = static_cast<double>(progress.tried) / progress.seconds;
  const double mean = progress.expected / rate;
  return fmt::format("{} tried, {:.{}f}/s, {} so far; half of all runs are done by {}, 90 % by {}",
                     progress.tried, rate, rate < 10 ? 1 : 0, duration_text(progress.seconds),
                     duration_text(mean * std::numbers::ln2),
                     duration_text(mean * std::numbers::ln10));
}

}  // namespace postseal
