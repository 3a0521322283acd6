// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands/completion_scripts.hpp"

namespace postseal {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') result += '\\';
    result += letter;
  }
  return result + "'";
}

// A function that finds the typed command: the first bare words, past options and their values.
std::string finding_the_command(const CompletedTree& tree) {
  std::string groups;
  for (const CompletedGroup& group : tree.groups) groups += " " + group.word;
  return fmt::format(R"(function __postseal_command
    set -l words (commandline -opc)
    set -e words[1]
    set -l found
    while set -q words[1]
        set -l word $words[1]
        set -e words[1]
        switch $word
            case {}
                set -q words[1]; and set -e words[1]
            case '-*'
            case '*'
                set found $found $word
                if set -q found[2]; or not contains -- $word{}
                    break
                end
        end
    end
    echo "$found"
end
function __postseal_at
    test (__postseal_command) = "$argv"
end
)",
                     fmt::join(with_value(tree.global), " "), groups);
}

std::string condition(std::string_view command) {
  return " -n " +
         quoted(command.empty() ? "__postseal_at ''" : fmt::format("__postseal_at {}", command));
}

std::string option(const Flag& flag, const std::string& when) {
  std::string text = fmt::format("complete -c postseal{} -l {}", when, flag.name.substr(2));
  if (!flag.brief.empty()) text += fmt::format(" -s {}", flag.brief.substr(1));
  if (!flag.choices.empty())
    text += fmt::format(" -x -a {}", quoted(fmt::format("{}", fmt::join(flag.choices, " "))));
  else if (flag.completes == Completes::directory)
    text += " -x -a '(__fish_complete_directories)'";
  else if (flag.completes == Completes::file)
    text += " -r -F";
  else if (!flag.value.empty())
    text += " -x";
  return text + fmt::format(" -d {}\n", quoted(flag.help));
}

std::string arguments_of(const CompletedCommand& command) {
  const std::string head = "complete -c postseal" + condition(command.words);
  std::string text;
  for (const Argument& argument : command.arguments) {
    if (!argument.choices.empty())
      text += fmt::format("{} -a {}\n", head,
                          quoted(fmt::format("{}", fmt::join(argument.choices, " "))));
    if (argument.completes == Completes::file) text += head + " -F\n";
    if (argument.completes == Completes::directory)
      text += head + " -a '(__fish_complete_directories)'\n";
  }
  return text;
}

std::string word(const std::string& when, std::string_view name, std::string_view summary) {
  return fmt::format("complete -c postseal{} -a {} -d {}\n", when, name, quoted(summary));
}

std::string verbs_of(const CompletedGroup& group) {
  std::string list;
  for (const CompletedCommand* member : group.members)
    list += (list.empty() ? "" : ", ") + last_word(*member);
  std::string text = word(condition(""), group.word, list);
  for (const CompletedCommand* member : group.members)
    text += word(condition(group.word), last_word(*member), member->summary);
  return text;
}

}  // namespace

std::string fish_completion(const CompletedTree& tree) {
  std::string text =
      "# fish completion for postseal; written by `postseal completion fish`\n"
      "# SPDX-License-Identifier: MIT\n";
  text += finding_the_command(tree);
  text += "complete -c postseal -f\n";
  for (const Flag& flag : tree.global) text += option(flag, "");
  for (const CompletedGroup& group : tree.groups) text += verbs_of(group);
  for (const CompletedCommand& command : tree.commands) {
    if (command.words.find(' ') == std::string::npos)
      text += word(condition(""), command.words, command.summary);
    for (const Flag& flag : command.flags) text += option(flag, condition(command.words));
    text += arguments_of(command);
  }
  return text;
}

}  // namespace postseal
