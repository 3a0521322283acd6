// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands/completion_scripts.hpp"

namespace postseal {
namespace {

// TEXT inside single quotes, with a backslash before each of SPECIAL.
std::string quoted(std::string_view text, std::string_view special) {
  std::string result;
  for (const char letter : text) {
    if (letter == '\'') {
      result += R"('\'')";
      continue;
    }
    if (letter == '\\' || special.find(letter) != std::string_view::npos) result += '\\';
    result += letter;
  }
  return result;
}

std::string action(const std::vector<std::string>& choices, Completes completes) {
  if (!choices.empty())
    return fmt::format("({})", quoted(fmt::format("{}", fmt::join(choices, " ")), ":"));
  if (completes == Completes::directory) return "_files -/";
  return completes == Completes::file ? "_files" : " ";
}

// '(-c --config-dir)--config-dir=[help]:DIR:_files -/'
std::string option(const Flag& flag) {
  const std::string tail = flag.value.empty() ? ""
                                              : fmt::format(":{}:{}", quoted(flag.value, ":"),
                                                            action(flag.choices, flag.completes));
  const std::string alone =
      flag.repeatable ? "*" : fmt::format("({})", fmt::join(spellings(flag), " "));
  const std::string help = quoted(flag.help, "[]:");
  std::string text = fmt::format("    '{}{}{}[{}]{}'\n", alone, flag.name,
                                 flag.value.empty() ? "" : "=", help, tail);
  if (!flag.brief.empty())
    text += fmt::format("    '{}{}{}[{}]{}'\n", alone, flag.brief, flag.value.empty() ? "" : "+",
                        help, tail);
  return text;
}

std::string argument_spec(const Argument& argument) {
  return fmt::format("    '{}:{}:{}'\n",
                     argument.most == 1 ? (argument.least == 1 ? "" : ":") : "*",
                     quoted(argument.name, ":"), action(argument.choices, argument.completes));
}

std::string command_arm(const CompletedCommand& command) {
  if (command.flags.empty() && command.arguments.empty()) return {};
  std::string text = fmt::format("'{}')\n  args+=(\n", command.words);
  for (const Flag& flag : command.flags) text += option(flag);
  for (const Argument& argument : command.arguments) text += argument_spec(argument);
  return text + "  )\n  ;;\n";
}

std::string described(std::string_view word, std::string_view help) {
  return fmt::format("    '{}:{}'\n", word, quoted(help, ":"));
}

std::string group_arm(const CompletedGroup& group) {
  std::string text = fmt::format("  {})\n  choices=(\n", group.word);
  for (const CompletedCommand* member : group.members)
    text += described(last_word(*member), member->summary);
  return text + "  )\n  ;;\n";
}

std::string summary_of(const CompletedTree& tree, const std::string& first) {
  for (const CompletedCommand& command : tree.commands)
    if (command.words == first) return command.summary;
  std::string verbs;
  for (const CompletedGroup& group : tree.groups)
    if (group.word == first)
      for (const CompletedCommand* member : group.members)
        verbs += (verbs.empty() ? "" : ", ") + last_word(*member);
  return verbs;
}

// Which command is typed: the first bare words, past options and their values.
std::string finding_the_command(const CompletedTree& tree) {
  std::vector<std::string> groups;
  for (const CompletedGroup& group : tree.groups) groups.push_back(group.word);
  return fmt::format(R"(local command= group= at=0 i
local -a args choices
for ((i = 2; i < CURRENT; i++)); do
  case $words[i] in
  {}) ((i++)) ;;
  -*) ;;
  *)
    at=$i
    if [[ -n $group ]]; then
      command="$group $words[i]"
      break
    fi
    case $words[i] in
    ({}) group=$words[i] ;;
    (*)
      command=$words[i]
      break
      ;;
    esac
    ;;
  esac
done
)",
                     fmt::join(with_value(tree.global), "|"),
                     groups.empty() ? "''" : fmt::format("{}", fmt::join(groups, "|")));
}

std::string choosing_a_word(const CompletedTree& tree) {
  // Past the current word: an option waits for its value there.
  std::string text =
      "if [[ -z $command && $words[CURRENT] != -* && $i = $CURRENT ]]; then\n  case $group in\n";
  for (const CompletedGroup& group : tree.groups) text += group_arm(group);
  text += "  *)\n  choices=(\n";
  for (const std::string& first : tree.first_words())
    text += described(first, summary_of(tree, first));
  return text +
         "  )\n  ;;\n  esac\n  _describe -t commands 'postseal command' choices\n  return\nfi\n";
}

}  // namespace

std::string zsh_completion(const CompletedTree& tree) {
  std::string text =
      "#compdef postseal\n"
      "# zsh completion for postseal; written by `postseal completion zsh`\n"
      "# SPDX-License-Identifier: MIT\n";
  text += finding_the_command(tree) + choosing_a_word(tree) + "args=(\n";
  for (const Flag& flag : tree.global) text += option(flag);
  text += ")\ncase $command in\n";
  for (const CompletedCommand& command : tree.commands) text += command_arm(command);
  return text + R"(esac
# The command's words count as the program's name from here on.
if ((at > 0)); then
  words=(postseal "${(@)words[at + 1,-1]}")
  ((CURRENT -= at - 1))
fi
_arguments -s -S : $args
)";
}

}  // namespace postseal
