// SPDX-License-Identifier: MIT
// Completion scripts, written from the command tree itself.
#include <algorithm>
#include <memory>

#include "commands/commands.hpp"
#include "commands/completion_scripts.hpp"
#include "commands/context.hpp"

namespace postseal {
namespace {

struct Options {
  std::string shell{};
};

std::vector<CompletedGroup> groups_of(const std::vector<CompletedCommand>& commands) {
  std::vector<CompletedGroup> groups;
  for (const CompletedCommand& command : commands) {
    const std::size_t space = command.words.find(' ');
    if (space == std::string::npos) continue;
    const std::string word = command.words.substr(0, space);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const CompletedGroup& one) { return one.word == word; });
    if (group == groups.end()) group = groups.insert(groups.end(), {.word = word});
    group->members.push_back(&command);
  }
  return groups;
}

CompletedTree completed_tree(Globals& globals) {
  CompletedTree tree{.global = global_flags(globals)};
  for (const Entry& entry : command_tree()) {
    Command command = entry.make();
    tree.commands.push_back({.words = std::string(entry.words),
                             .summary = std::string(entry.summary),
                             .flags = std::move(command.flags),
                             .arguments = std::move(command.arguments)});
  }
  tree.groups = groups_of(tree.commands);
  return tree;
}

std::string script_for(const std::string& shell) {
  Globals globals;
  const CompletedTree tree = completed_tree(globals);
  if (shell == "bash") return bash_completion(tree);
  return shell == "zsh" ? zsh_completion(tree) : fish_completion(tree);
}

}  // namespace

std::vector<std::string> CompletedTree::first_words() const {
  std::vector<std::string> words;
  for (const CompletedCommand& command : commands) {
    const std::string word = command.words.substr(0, command.words.find(' '));
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  return words;
}

std::string last_word(const CompletedCommand& command) {
  return command.words.substr(command.words.find(' ') + 1);
}

std::vector<std::string> spellings(const Flag& flag) {
  if (flag.brief.empty()) return {flag.name};
  return {flag.name, flag.brief};
}

std::vector<std::string> with_value(const std::vector<Flag>& flags) {
  std::vector<std::string> words;
  for (const Flag& flag : flags)
    if (!flag.value.empty())
      for (std::string& word : spellings(flag)) words.push_back(std::move(word));
  return words;
}

Command completion_command() {
  const auto options = std::make_shared<Options>();
  return {.description =
              "Prints the script that completes postseal's commands, options and values "
              "in a shell.",
          .arguments = {{.name = "SHELL",
                         .help = "bash, zsh or fish",
                         .least = 1,
                         .choices = {"bash", "zsh", "fish"},
                         .set = [=](const std::string& word) { options->shell = word; }}},
          .examples = {{.command = "postseal completion bash > /etc/bash_completion.d/postseal",
                        .help = "every user's bash"}},
          .looks = true,
          .plan = [=](Context&) -> Planned {
            return {.answer = [=](const Applied&) {
              return Answer{.text = script_for(options->shell)};
            }};
          }};
}

}  // namespace postseal
