// SPDX-License-Identifier: MIT
#pragma once

// What every fuzz target has in common: the entry point, and what postseal promises of any input.

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string_view>

#include "core/error.hpp"
#include "core/finding.hpp"

namespace postseal::fuzz {

// Reports it as a user would see it, and ends the program if a control byte, or anything but UTF-8,
// is in the report.
void report(const Finding& finding);
void report(const Problem& problem);
// The same for text from the input that some commands show: the subject of a certificate.
void report(std::string_view text);

// Ends the program if CONDITION does not hold; WHAT says what should have.
void require(bool condition, std::string_view what);

// Ends the program if it lived for more than two seconds of processor time: a busy machine must not
// make a hang of it.
class Limit {
 public:
  Limit() = default;
  Limit(const Limit&) = delete;
  Limit& operator=(const Limit&) = delete;
  ~Limit();

 private:
  std::clock_t start_ = std::clock();
};

// The target: reads INPUT in every way there is.
void read(std::string_view input);

}  // namespace postseal::fuzz
