// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>

namespace postseal {

// Whose fault it is; decides the exit status (usage and config: 2, the rest: 1).
enum class Fault { usage, config, input, host, postfix };

// What is wrong, in the words a user sees: "SUBJECT: MESSAGE", then a hint if one is known.
struct Problem {
  std::string id{};       // kebab-case, stable, known to `postseal explain`
  std::string subject{};  // the file, host or option, with ":LINE" where the file has lines
  std::string message{};  // lower case, no full stop
  std::string hint{};     // what to do; may be empty
  std::string detail{};   // a library's own words, shown only with -v; may be empty
};

// The job cannot be done. What a check discovers is a Finding, never an Error.
class Error : public std::exception {
 public:
  Error(Fault fault, Problem problem);

  [[nodiscard]] Fault fault() const noexcept { return fault_; }
  [[nodiscard]] const Problem& problem() const noexcept { return problem_; }
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

 private:
  Fault fault_;
  Problem problem_;
  std::string what_;
};

}  // namespace postseal
