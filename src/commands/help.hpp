// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/command.hpp"

namespace postseal {

// `postseal --help`: the commands in their groups, and the global options.
[[nodiscard]] std::string help_text();

// `postseal COMMAND --help`.
[[nodiscard]] std::string help_text(const Entry& entry, const Command& command);

// "postseal key new [--type T] --out FILE".
[[nodiscard]] std::string synopsis(const Entry& entry, const Command& command);

// "Set up", "Material", ...
[[nodiscard]] std::string_view title_of(Group group);

// TEXT broken at WIDTH columns, every line after the first indented by INDENT.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace postseal
