// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "commands/globals.hpp"

namespace postseal::cli {

// Writes to standard error; what goes wrong there has nobody to be told to.
void say(const std::string& text);

// "error:", in a colour where the terminal and the options want it.
[[nodiscard]] std::string label(const Globals& globals, std::string_view word, int colour);

// TEXT for standard output: where the terminal and the options want it, the words "error:",
// "warning:" and "info:" at the head of a line have a colour.
[[nodiscard]] std::string decorated(const Globals& globals, const std::string& text);

}  // namespace postseal::cli
