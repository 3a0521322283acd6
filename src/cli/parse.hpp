// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/globals.hpp"

namespace postseal::cli {

// A command line, understood. `entry` is null for plain --help and --version.
struct Request {
  const Entry* entry = nullptr;
  Command command{};
};

// Understands WORDS (argv without the program's name) and fills GLOBALS and the command's own
// options. Everything that is wrong with them is an Error of Fault::usage.
[[nodiscard]] Request parse(const std::vector<std::string>& words, Globals& globals);

// The command that the words name ("key new"), even where the rest of them makes no sense; "":
// none.
[[nodiscard]] std::string command_named(const std::vector<std::string>& words);

// Whether the words ask for JSON, even where the rest of them makes no sense.
[[nodiscard]] bool wants_json(const std::vector<std::string>& words);

}  // namespace postseal::cli
