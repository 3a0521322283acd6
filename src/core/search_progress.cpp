// SPDX-License-Identifier: MIT
#include "core/search_progress.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace postseal {
namespace {

// 1 / (ln p ln q): the chance that two numbers of this length are prime.
double both_logarithms(int bits) {
  return bits * std::numbers::ln2 * (bits - 1) * std::numbers::ln2;
}

}  // namespace

// By Mertens' third theorem a number without a prime factor up to B is prime e^gamma ln B times as
// often as another one.
double expected_candidates(int bits, double sieved) {
  const double gain = std::exp(std::numbers::egamma) * std::log(sieved);
  return both_logarithms(bits) / (gain * gain);
}

// 12 C2, with the twin prime constant C2: 2 and 3 divide neither p nor q, and of the other primes r
// each strikes 2 of r steps where two numbers that know nothing of each other had (1 - 1/r)^2.
double expected_steps(int bits) {
  constexpr double twelve_c2 = 7.9219;
  return both_logarithms(bits) / twelve_c2;
}

std::string duration_text(double seconds) {
  if (seconds < 99.5) return fmt::format("{:.0f} s", seconds);
  if (seconds < 99.5 * 60) return fmt::format("{:.0f} min", seconds / 60);
  if (seconds < 99.5 * 3600) return fmt::format("{:.1f} h", seconds / 3600);
  return fmt::format("{:.0f} days", seconds / 86400);
}

std::string progress_line(const SearchProgress& progress) {
  if (progress.tried == 0 || progress.seconds <= 0)
    return fmt::format("sieving, {} so far", duration_text(progress.seconds));
  const double rate = static_cast<double>(progress.tried) / progress.seconds;
  const double mean = progress.expected / rate;
  return fmt::format("{} tried, {:.{}f}/s, {} so far; half of all runs are done by {}, 90 % by {}",
                     progress.tried, rate, rate < 10 ? 1 : 0, duration_text(progress.seconds),
                     duration_text(mean * std::numbers::ln2),
                     duration_text(mean * std::numbers::ln10));
}

}  // namespace postseal
