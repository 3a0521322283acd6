// SPDX-License-Identifier: MIT
#include "cli/say.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace postseal::cli {
namespace {

// NO_COLOR and CLICOLOR_FORCE as their conventions have it; --color goes before both.
bool coloured(const Globals& globals, int descriptor) {
  if (globals.colour != Colour::automatic) return globals.colour == Colour::always;
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' && std::string_view(value) != "0";
  };
  if (is_set("NO_COLOR")) return false;
  return is_set("CLICOLOR_FORCE") || ::isatty(descriptor) != 0;
}

struct Decoration {
  std::string_view word{};
  int colour = 0;
};
constexpr std::array decorations{Decoration{"error:", 31}, Decoration{"warning:", 33},
                                 Decoration{"info:", 36}};

std::string decorated_line(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  for (const auto& [word, colour] : decorations)
    if (line.substr(begin).starts_with(word))
      return fmt::format("{}\033[1;{}m{}\033[0m{}", line.substr(0, begin), colour, word,
                         line.substr(begin + word.size()));
  return std::string(line);
}

}  // namespace

std::string label(const Globals& globals, std::string_view word, int colour) {
  return coloured(globals, STDERR_FILENO) ? fmt::format("\033[1;{}m{}:\033[0m", colour, word)
                                          : fmt::format("{}:", word);
}

std::string decorated(const Globals& globals, const std::string& text) {
  if (!coloured(globals, STDOUT_FILENO)) return text;
  std::string out;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size() - 1) + 1;
    out += decorated_line(std::string_view(text).substr(start, end - start));
    start = end;
  }
  return out;
}

void say(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace postseal::cli
