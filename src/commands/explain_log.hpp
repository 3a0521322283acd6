// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "commands/command.hpp"

namespace postseal {

// What `postseal explain` says of a line of Postfix's log; nullopt: it knows no such line.
[[nodiscard]] std::optional<Answer> log_answer(const std::string& line);

}  // namespace postseal
