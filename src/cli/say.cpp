// SPDX-License-Identifier: MIT
#include "cli/say.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace postseal::cli {
namespace {

// NO_COLOR and CLICOLOR_FORCE as their conventions have it; --color goes before both.
bool coloured(const Globals& globals) {
  if (globals.colour != Colour::automatic) return globals.colour == Colour::always;
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' && std::string_view(value) != "0";
  };
  if (is_set("NO_COLOR")) return false;
  return is_set("CLICOLOR_FORCE") || ::isatty(STDERR_FILENO) != 0;
}

}  // namespace

std::string label(const Globals& globals, std::string_view word, int colour) {
  return coloured(globals) ? fmt::format("\033[1;{}m{}:\033[0m", colour, word)
                           : fmt::format("{}:", word);
}

void say(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace postseal::cli
