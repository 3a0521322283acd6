// SPDX-License-Identifier: MIT
#include "core/search_progress.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace postseal;

TEST_CASE("progress: tried, rate, time, and when half and nine in ten are done", "[core][dh]") {
  // 100/s and 10,000 to try on average: 100 s; ln 2 and ln 10 times that.
  CHECK(progress_line({.tried = 1200, .seconds = 12, .expected = 10000}) ==
        "1200 tried, 100/s, 12 s so far; half of all runs are done by 69 s, 90 % by 4 min");
}

TEST_CASE("progress: it promises nothing before the first candidate", "[core][dh]") {
  CHECK(progress_line({.tried = 0, .seconds = 1, .expected = 10000}) == "sieving, 1 s so far");
}

TEST_CASE("progress: the longest line fits a terminal of 80 columns", "[core][dh]") {
  const std::string line =
      progress_line({.tried = 99999, .seconds = 99 * 3600, .expected = 120000});
  INFO(line);
  CHECK(line.size() < 80 + 8);
}

TEST_CASE("progress: durations are rounded to what a person needs", "[core]") {
  CHECK(duration_text(0.2) == "0 s");
  CHECK(duration_text(99) == "99 s");
  CHECK(duration_text(100) == "2 min");
  CHECK(duration_text(3 * 3600) == "3.0 h");
  CHECK(duration_text(30 * 86400) == "30 days");
}

// Counted in some hundred runs each: 1200 and 3700 with the primes to 311 and 719, which is what
// OpenSSL divides by.
TEST_CASE("progress: the deeper the sieve, the fewer candidates are tested", "[core][dh]") {
  CHECK(expected_candidates(512, 311) == Approx(1200).epsilon(0.02));
  CHECK(expected_candidates(1024, 719) == Approx(3663).epsilon(0.02));
  CHECK(expected_candidates(1024, 1 << 22) == Approx(682).epsilon(0.01));
  CHECK(expected_candidates(2048, 1 << 26) == Approx(1954).epsilon(0.01));
  CHECK(expected_candidates(4096, 1 << 30) == Approx(5873).epsilon(0.01));
}

TEST_CASE("progress: as many steps as candidates, when each step is one in so many of those left",
          "[core][dh]") {
  // Of all steps 2.4974 / ln^2 B are left by a sieve up to B.
  const double left = 2.4974 / (std::log(1e6) * std::log(1e6));
  CHECK(expected_steps(2048) * left == Approx(expected_candidates(2048, 1e6)).epsilon(0.001));
}
