// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "commands/globals.hpp"

namespace postseal::cli {

// What becomes of progress where standard error is no terminal: a line every ten seconds, or none.
enum class Elsewhere { seldom, never };

// A line on standard error that replaces itself; gone when this goes. Silent under --quiet.
class ProgressLine {
 public:
  ProgressLine(const Globals& globals, Elsewhere elsewhere);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void show(const std::string& line);
  void clear();  // before something else goes to the terminal

 private:
  bool quiet_;
  bool terminal_;
  Elsewhere elsewhere_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace postseal::cli
