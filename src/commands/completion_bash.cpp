// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands/completion_scripts.hpp"

namespace postseal {
namespace {

// Bash splits words at ":" and "=": the line is split at blanks instead, and what bash already
// has of the last word is cut off the replies.
constexpr std::string_view opening =
    R"(# bash completion for postseal; written by `postseal completion bash`
# SPDX-License-Identifier: MIT
_postseal() {
  local line=${COMP_LINE:0:COMP_POINT}
  local command='' group='' option='' options='' words='' kind='' before='' cur word i
  local -a typed
  COMPREPLY=()
  read -ra typed <<<"$line"
  if [[ $line == *[[:space:]] ]]; then typed+=(''); fi
  cur=${typed[-1]}
)";

constexpr std::string_view middle =
    R"(  if [[ $cur == --*=* ]]; then
    option=${cur%%=*}
    cur=${cur#*=}
  elif ((${#typed[@]} > 2)); then
    option=${typed[-2]}
  fi
  case "$command|$option" in
)";

constexpr std::string_view closing =
    R"(  if [[ -n $words ]]; then
    if [[ $COMP_WORDBREAKS == *:* ]]; then before=${cur%"${cur##*:}"}; fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
  elif [[ -n $kind ]]; then
    # Readline's own completion of names, quotes and all.
    compopt -o "$kind" 2>/dev/null
  fi
}
complete -F _postseal postseal
)";

std::string kind_of(Completes completes) {
  if (completes == Completes::nothing) return {};
  return completes == Completes::directory ? "dirnames" : "default";
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

// Which command is typed: the first bare words, past options and their values.
std::string finding_the_command(const CompletedTree& tree) {
  std::vector<std::string> group_words;
  for (const CompletedGroup& group : tree.groups) group_words.push_back(group.word);
  std::string text = "  for ((i = 1; i < ${#typed[@]} - 1; i++)); do\n    word=${typed[i]}\n";
  text += "    case $word in\n";
  text += fmt::format("    {}) ((i++)) ;;\n", joined(with_value(tree.global), " | "));
  text += "    -*) ;;\n    *)\n      if [[ -n $group ]]; then\n";
  text += "        command=\"$group $word\"\n        break\n      fi\n      case $word in\n";
  if (!group_words.empty())
    text += fmt::format("      {}) group=$word ;;\n", joined(group_words, " | "));
  text += "      *)\n        command=$word\n        break\n        ;;\n      esac\n      ;;\n";
  return text + "    esac\n  done\n";
}

std::string value_arm(const std::string& command, const Flag& flag) {
  if (flag.value.empty()) return {};
  std::vector<std::string> patterns;
  for (const std::string& spelling : spellings(flag))
    patterns.push_back(command.empty() ? fmt::format("*'|{}'", spelling)
                                       : fmt::format("'{}|{}'", command, spelling));
  std::string text = fmt::format("  {})", joined(patterns, " | "));
  if (!flag.choices.empty())
    text += fmt::format(" words='{}' ;;\n", joined(flag.choices, " "));
  else if (flag.completes != Completes::nothing)
    text += fmt::format(" kind={} ;;\n", kind_of(flag.completes));
  else
    text += " return ;;\n";
  return text;
}

std::string option_words(const std::vector<Flag>& flags) {
  std::vector<std::string> words;
  for (const Flag& flag : flags)
    for (std::string& word : spellings(flag)) words.push_back(std::move(word));
  return joined(words, " ");
}

std::string command_arm(const CompletedCommand& command) {
  std::string text = fmt::format("    '{}')\n", command.words);
  if (!command.flags.empty())
    text += fmt::format("      options='{}'\n", option_words(command.flags));
  std::vector<std::string> choices;
  std::string kind;
  for (const Argument& argument : command.arguments) {
    choices.insert(choices.end(), argument.choices.begin(), argument.choices.end());
    if (argument.completes != Completes::nothing) kind = kind_of(argument.completes);
  }
  if (!choices.empty()) text += fmt::format("      words='{}'\n", joined(choices, " "));
  if (!kind.empty()) text += fmt::format("      kind={}\n", kind);
  return text + "      ;;\n";
}

std::string group_arm(const CompletedGroup& group) {
  std::vector<std::string> verbs;
  for (const CompletedCommand* member : group.members) verbs.push_back(last_word(*member));
  return fmt::format("      {}) words='{}' ;;\n", group.word, joined(verbs, " "));
}

// What may stand here when no option waits for its value.
std::string words_arm(const CompletedTree& tree) {
  std::string text = "  *)\n    case $command in\n    '')\n      case $group in\n";
  for (const CompletedGroup& group : tree.groups) text += group_arm(group);
  text += fmt::format("      *) words='{}' ;;\n      esac\n      ;;\n",
                      joined(tree.first_words(), " "));
  for (const CompletedCommand& command : tree.commands)
    if (!command.flags.empty() || !command.arguments.empty()) text += command_arm(command);
  text += "    esac\n";
  text += fmt::format("    if [[ $cur == -* ]]; then words=\"$options {}\"; fi\n    ;;\n  esac\n",
                      option_words(tree.global));
  return text;
}

}  // namespace

std::string bash_completion(const CompletedTree& tree) {
  std::string text(opening);
  text += finding_the_command(tree);
  text += middle;
  for (const Flag& flag : tree.global) text += value_arm("", flag);
  for (const CompletedCommand& command : tree.commands)
    for (const Flag& flag : command.flags) text += value_arm(command.words, flag);
  text += words_arm(tree);
  return text + std::string(closing);
}

}  // namespace postseal
