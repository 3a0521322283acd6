// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace postseal {

// How far a search that may end with any candidate has come.
struct SearchProgress {
  std::uint64_t tried = 0;
  double seconds = 0;
  double expected = 0;  // candidates that a search takes on average
};

// One line of less than 80 columns: what was done, how fast, and by when a run is done with a
// probability of one half and of 90 % (the search has no memory: there is no time left to count
// down).
[[nodiscard]] std::string progress_line(const SearchProgress& progress);

// "12 s", "4 min", "2.5 h".
[[nodiscard]] std::string duration_text(double seconds);

// The candidates that are tested on average before there is a safe prime p of this length, when
// neither p nor (p - 1) / 2 has a prime factor up to `sieved`, and p = 23 modulo 24: primes are as
// dense as Hardy and Littlewood say.
[[nodiscard]] double expected_candidates(int bits, double sieved);

// The numbers in which there is one such p on average, of those that are 23 modulo 24.
[[nodiscard]] double expected_steps(int bits);

}  // namespace postseal
