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

}  // namespace postseal::cli
