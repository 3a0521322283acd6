// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/command.hpp"

namespace postseal {

// What a shell has to know of one command.
struct CompletedCommand {
  std::string words{};  // "key new"
  std::string summary{};
  std::vector<Flag> flags{};
  std::vector<Argument> arguments{};
};

// The first word of commands that have two, and the verbs that may follow it.
struct CompletedGroup {
  std::string word{};
  std::vector<const CompletedCommand*> members{};
};

// What all three scripts are written from.
struct CompletedTree {
  std::vector<Flag> global{};
  std::vector<CompletedCommand> commands{};
  std::vector<CompletedGroup> groups{};  // point into `commands`

  // Every first word, once.
  [[nodiscard]] std::vector<std::string> first_words() const;
};

// "new" of "key new"; "init" of "init".
[[nodiscard]] std::string last_word(const CompletedCommand& command);

// "--out" and, if it has one, "-o".
[[nodiscard]] std::vector<std::string> spellings(const Flag& flag);

// The spellings of all that take a value.
[[nodiscard]] std::vector<std::string> with_value(const std::vector<Flag>& flags);

// One shell's script each.
[[nodiscard]] std::string bash_completion(const CompletedTree& tree);
[[nodiscard]] std::string zsh_completion(const CompletedTree& tree);
[[nodiscard]] std::string fish_completion(const CompletedTree& tree);

}  // namespace postseal
