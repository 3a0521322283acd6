// SPDX-License-Identifier: MIT
// Completion scripts, written from the command tree itself.
#include <fmt/format.h>

#include <memory>
#include <set>

#include "commands/commands.hpp"
#include "commands/context.hpp"

namespace postseal {
namespace {

struct Options {
  std::string shell{};
};

// Everything a completion needs of one command.
struct Node {
  std::string words{};  // "key new"; "" for the options of every command
  std::string summary{};
  std::vector<Flag> flags{};
  std::vector<Argument> arguments{};
};

std::vector<Node> nodes(Globals& globals) {
  std::vector<Node> all{{.flags = global_flags(globals)}};
  for (const Entry& entry : command_tree()) {
    Command command = entry.make();
    all.push_back({.words = std::string(entry.words),
                   .summary = std::string(entry.summary),
                   .flags = std::move(command.flags),
                   .arguments = std::move(command.arguments)});
  }
  return all;
}

std::string option_words(const std::vector<Flag>& flags) {
  std::string text;
  for (const Flag& flag : flags) {
    text += (text.empty() ? "" : " ") + flag.name;
    if (!flag.brief.empty()) text += " " + flag.brief;
  }
  return text;
}

std::string choices_of(const std::vector<Argument>& arguments) {
  std::string text;
  for (const Argument& argument : arguments)
    for (const std::string& choice : argument.choices) text += (text.empty() ? "" : " ") + choice;
  return text;
}

bool takes_files(const std::vector<Argument>& arguments) {
  for (const Argument& argument : arguments)
    if (argument.completes != Completes::nothing) return true;
  return false;
}

std::string first_words() {
  std::set<std::string_view> words;
  for (const Entry& entry : command_tree())
    words.insert(entry.words.substr(0, entry.words.find(' ')));
  return fmt::format("{}", fmt::join(words, " "));
}

std::string second_words(std::string_view group) {
  std::string text;
  for (const Entry& entry : command_tree())
    if (entry.words.starts_with(std::string(group) + " "))
      text += fmt::format("{}{}", text.empty() ? "" : " ", entry.words.substr(group.size() + 1));
  return text;
}

std::set<std::string> groups() {
  std::set<std::string> names;
  for (const Entry& entry : command_tree())
    if (const std::size_t space = entry.words.find(' '); space != std::string_view::npos)
      names.emplace(entry.words.substr(0, space));
  return names;
}

// ---- bash ----

std::string bash_values(const Flag& flag) {
  const std::string names = flag.brief.empty() ? flag.name : flag.name + " | " + flag.brief;
  if (!flag.choices.empty())
    return fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;\n", names,
                       fmt::join(flag.choices, " "));
  if (flag.completes == Completes::directory)
    return fmt::format("    {}) _postseal_files -d; return ;;\n", names);
  if (flag.completes == Completes::file)
    return fmt::format("    {}) _postseal_files -f; return ;;\n", names);
  return fmt::format("    {}) return ;;\n", names);
}

std::string bash_case(const Node& node, const std::string& global_options) {
  std::string values;
  for (const Flag& flag : node.flags)
    if (!flag.value.empty()) values += bash_values(flag);
  std::string text = fmt::format("  '{}')\n", node.words);
  if (!values.empty()) text += "    case $prev in\n" + values + "    esac\n";
  text += fmt::format("    words='{} {}'\n", option_words(node.flags), global_options);
  text += fmt::format("    bare='{}'\n", choices_of(node.arguments));
  if (takes_files(node.arguments)) text += "    files=1\n";
  return text + "    ;;\n";
}

std::string bash_script() {
  Globals globals;
  const std::vector<Node> all = nodes(globals);
  std::string global_values;
  std::string with_value;
  for (const Flag& flag : all[0].flags) {
    if (flag.value.empty()) continue;
    global_values += bash_values(flag);
    with_value += fmt::format("{}{}", with_value.empty() ? "" : " | ", flag.name);
    if (!flag.brief.empty()) with_value += " | " + flag.brief;
  }
  std::string pairs;
  for (const std::string& group : groups())
    pairs += fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;\n", group,
                         second_words(group));
  std::string group_list;
  for (const std::string& group : groups()) group_list += (group_list.empty() ? "" : " | ") + group;

  std::string text = fmt::format(
      R"(# bash completion for postseal; written by `postseal completion bash`
_postseal_files() {{
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$cur"))
}}
_postseal() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}}
  local command= group= words= bare= files= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${{COMP_WORDS[i]}} in
    {}) ((i++)) ;;
    -*) ;;
    *)
      if [[ -n $group ]]; then
        command="$group ${{COMP_WORDS[i]}}"
        group=
        break
      fi
      case ${{COMP_WORDS[i]}} in
      {}) group=${{COMP_WORDS[i]}} ;;
      *)
        command=${{COMP_WORDS[i]}}
        break
        ;;
      esac
      ;;
    esac
  done
  case $prev in
{}  esac
  if [[ -n $group && $cur != -* ]]; then
    case $group in
{}    esac
  fi
  case $command in
)",
      with_value, group_list.empty() ? "''" : group_list, global_values, pairs);
  for (std::size_t i = 1; i < all.size(); ++i)
    text += bash_case(all[i], option_words(all[0].flags));
  text += fmt::format(R"(  *)
    words='{}'
    bare='{}'
    ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  elif [[ -n $bare ]]; then
    COMPREPLY=($(compgen -W "$bare" -- "$cur"))
  elif [[ -n $files ]]; then
    _postseal_files -f
  fi
}}
complete -F _postseal postseal
)",
                      option_words(all[0].flags), first_words());
  return text;
}

// ---- zsh ----

std::string zsh_quoted(std::string_view text) {
  std::string quoted;
  for (const char letter : text) {
    if (letter == '\'') {
      quoted += "'\\''";
      continue;
    }
    if (letter == '[' || letter == ']' || letter == ':') quoted += '\\';
    quoted += letter;
  }
  return quoted;
}

std::string zsh_action(const std::vector<std::string>& choices, Completes completes) {
  if (!choices.empty()) return fmt::format("({})", fmt::join(choices, " "));
  if (completes == Completes::directory) return "_files -/";
  return completes == Completes::file ? "_files" : " ";
}

std::string zsh_flag(const Flag& flag) {
  const std::string tail =
      flag.value.empty()
          ? ""
          : fmt::format(":{}:{}", zsh_quoted(flag.value), zsh_action(flag.choices, flag.completes));
  const std::string star = flag.repeatable ? "*" : "";
  std::string text =
      fmt::format("      '{}{}[{}]{}'\n", star, flag.name, zsh_quoted(flag.help), tail);
  if (!flag.brief.empty())
    text += fmt::format("      '{}{}[{}]{}'\n", star, flag.brief, zsh_quoted(flag.help), tail);
  return text;
}

std::string zsh_case(const Node& node) {
  std::string text = fmt::format("  '{}')\n    args+=(\n", node.words);
  for (const Flag& flag : node.flags) text += zsh_flag(flag);
  for (const Argument& argument : node.arguments)
    text += fmt::format("      '*:{}:{}'\n", zsh_quoted(argument.name),
                        zsh_action(argument.choices, argument.completes));
  return text + "    )\n    ;;\n";
}

std::string zsh_script() {
  Globals globals;
  const std::vector<Node> all = nodes(globals);
  std::string flags;
  std::string with_value;
  for (const Flag& flag : all[0].flags) {
    flags += zsh_flag(flag);
    if (flag.value.empty()) continue;
    with_value += fmt::format("{}{}", with_value.empty() ? "" : "|", flag.name);
    if (!flag.brief.empty()) with_value += "|" + flag.brief;
  }
  std::string group_list;
  std::string pairs;
  for (const std::string& group : groups()) {
    group_list += (group_list.empty() ? "" : "|") + group;
    pairs += fmt::format("    {}) compadd -- {} ;;\n", group, second_words(group));
  }
  std::string text =
      fmt::format(R"(#compdef postseal
# zsh completion for postseal; written by `postseal completion zsh`
local command= group= at=0 i
local -a args
for ((i = 2; i < CURRENT; i++)); do
  case $words[i] in
  {}) ((i++)) ;;
  -*) ;;
  *)
    if [[ -n $group ]]; then
      command="$group $words[i]" group= at=$i
      break
    fi
    case $words[i] in
    {}) group=$words[i] ;;
    *)
      command=$words[i] at=$i
      break
      ;;
    esac
    ;;
  esac
done
if [[ -z $command && $words[CURRENT] != -* ]]; then
  case $group in
{}    *) compadd -- {} ;;
  esac
  return
fi
args=(
{})
case $command in
)",
                  with_value, group_list.empty() ? "''" : group_list, pairs, first_words(), flags);
  for (std::size_t i = 1; i < all.size(); ++i) text += zsh_case(all[i]);
  text += R"(esac
if ((at > 0)); then
  words=(postseal "${(@)words[at + 1,-1]}")
  ((CURRENT -= at - 1))
fi
_arguments -s : $args
)";
  return text;
}

// ---- fish ----

std::string fish_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "'";
}

std::string fish_flag(const Flag& flag, const std::string& condition) {
  std::string text = "complete -c postseal";
  if (!condition.empty()) text += fmt::format(" -n {}", fish_quoted(condition));
  text += fmt::format(" -l {}", flag.name.substr(2));
  if (!flag.brief.empty()) text += fmt::format(" -s {}", flag.brief.substr(1));
  if (!flag.value.empty()) {
    text += " -r";
    if (!flag.choices.empty())
      text += fmt::format(" -f -a '{}'", fmt::join(flag.choices, " "));
    else if (flag.completes != Completes::nothing)
      text += " -F";
    else
      text += " -f";
  }
  return text + fmt::format(" -d {}\n", fish_quoted(flag.help));
}

std::string fish_node(const Node& node) {
  const std::size_t space = node.words.find(' ');
  const std::string condition =
      space == std::string::npos
          ? fmt::format("__fish_seen_subcommand_from {}", node.words)
          : fmt::format("__fish_seen_subcommand_from {}; and __fish_seen_subcommand_from {}",
                        node.words.substr(0, space), node.words.substr(space + 1));
  std::string text;
  for (const Flag& flag : node.flags) text += fish_flag(flag, condition);
  for (const Argument& argument : node.arguments) {
    if (!argument.choices.empty())
      text += fmt::format("complete -c postseal -n {} -a '{}'\n", fish_quoted(condition),
                          fmt::join(argument.choices, " "));
    if (argument.completes != Completes::nothing)
      text += fmt::format("complete -c postseal -n {} -F\n", fish_quoted(condition));
  }
  return text;
}

std::string fish_script() {
  Globals globals;
  const std::vector<Node> all = nodes(globals);
  std::string text =
      "# fish completion for postseal; written by `postseal completion fish`\n"
      "complete -c postseal -f\n";
  for (const Flag& flag : all[0].flags) text += fish_flag(flag, "");
  text += fmt::format("complete -c postseal -n __fish_use_subcommand -a '{}'\n", first_words());
  for (const std::string& group : groups())
    text += fmt::format(
        "complete -c postseal -n '__fish_seen_subcommand_from {0}; and not "
        "__fish_seen_subcommand_from {1}' -a '{1}'\n",
        group, second_words(group));
  for (std::size_t i = 1; i < all.size(); ++i) text += fish_node(all[i]);
  return text;
}

std::string script_for(const std::string& shell) {
  if (shell == "bash") return bash_script();
  return shell == "zsh" ? zsh_script() : fish_script();
}

}  // namespace

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
