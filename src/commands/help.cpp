// SPDX-License-Identifier: MIT
#include "commands/help.hpp"

#include <fmt/format.h>

#include <array>

#include "commands/globals.hpp"

namespace postseal {
namespace {

constexpr std::size_t width = 100;
constexpr std::size_t column = 30;

constexpr std::array all_groups{Group::set_up,   Group::material, Group::trust,
                                Group::diagnose, Group::renew,    Group::shell};

std::string row(std::string_view left, std::string_view right) {
  if (left.size() + 4 > column)
    return fmt::format("  {}\n{:{}}{}\n", left, "", column, wrapped(right, column, width));
  return fmt::format("  {:<{}}{}\n", left, column - 2, wrapped(right, column, width));
}

std::string spelling(const Flag& flag) {
  std::string text = flag.brief.empty() ? flag.name : flag.brief + ", " + flag.name;
  if (!flag.value.empty()) text += " " + flag.value;
  return text;
}

std::string explained(const Flag& flag) {
  return fmt::format("{}{}{}", flag.help, flag.required ? " (required)" : "",
                     flag.repeatable && !flag.value.empty() ? " (repeatable)" : "");
}

std::string options(std::string_view title, const std::vector<Flag>& flags) {
  if (flags.empty()) return {};
  std::string text = fmt::format("\n{}:\n", title);
  for (const Flag& flag : flags) text += row(spelling(flag), explained(flag));
  return text;
}

std::string arguments_text(const Command& command) {
  if (command.arguments.empty()) return {};
  std::string text = "\nArguments:\n";
  for (const Argument& argument : command.arguments) text += row(argument.name, argument.help);
  return text;
}

std::string examples_text(const Command& command) {
  if (command.examples.empty()) return {};
  std::string text = "\nExamples:\n";
  for (const Example& example : command.examples)
    text += fmt::format("  {}\n      {}\n", example.command, wrapped(example.help, 6, width));
  return text;
}

}  // namespace

std::string_view title_of(Group group) {
  switch (group) {
    case Group::set_up:
      return "Set up";
    case Group::material:
      return "Material";
    case Group::trust:
      return "Trust";
    case Group::diagnose:
      return "Diagnose";
    case Group::renew:
      return "Renew";
    case Group::shell:
      return "Shell";
  }
  return {};
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t columns) {
  std::string result;
  std::size_t used = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    const bool paragraph = end < text.size() && text[end] == '\n';
    if (used > indent && used + 1 + word.size() > columns) {
      result += fmt::format("\n{:{}}", "", indent);
      used = indent;
    } else if (used > indent) {
      result += ' ';
      ++used;
    }
    result += word;
    used += word.size();
    text.remove_prefix(std::min(end + 1, text.size()));
    if (paragraph) {
      result += fmt::format("\n{:{}}", "", indent);
      used = indent;
    }
  }
  return result;
}

std::string synopsis(const Entry& entry, const Command& command) {
  std::string text = fmt::format("postseal {}", entry.words);
  for (const Flag& flag : command.flags) {
    const std::string one = flag.value.empty() ? flag.name : flag.name + " " + flag.value;
    text += flag.required ? " " + one : fmt::format(" [{}]{}", one, flag.repeatable ? "..." : "");
  }
  for (const Argument& argument : command.arguments) {
    const std::string_view more = argument.most < 0 || argument.most > 1 ? "..." : "";
    text += argument.least > 0 ? fmt::format(" {}{}", argument.name, more)
                               : fmt::format(" [{}]{}", argument.name, more);
  }
  return text;
}

std::string help_text() {
  std::string text =
      "postseal: makes the TLS material of a Postfix mail server, and proves that Postfix accepts "
      "it\n\nUsage: postseal [OPTION]... COMMAND [ARGUMENT]...\n";
  for (const Group group : all_groups) {
    std::string rows;
    for (const Entry& entry : command_tree())
      if (entry.group == group) rows += row(entry.words, entry.summary);
    if (!rows.empty()) text += fmt::format("\n{}:\n{}", title_of(group), rows);
  }
  Globals globals;
  text += options("Options of every command", global_flags(globals));
  text +=
      "\nExit status: 0 done, nothing to do, or a good verdict; 1 failed, nothing changed; 2 "
      "usage;\n"
      "3 a bad verdict; 4 changed (only with --detailed-exitcode).\n"
      "`postseal COMMAND --help` shows one command; `postseal man` prints the manual page.\n";
  return text;
}

std::string help_text(const Entry& entry, const Command& command) {
  std::string text = fmt::format("postseal {}: {}\n\nUsage: {}\n", entry.words, entry.summary,
                                 wrapped(synopsis(entry, command), 11, width));
  if (!command.description.empty())
    text += fmt::format("\n{}\n", wrapped(command.description, 0, width));
  text += arguments_text(command);
  text += options("Options", command.flags);
  text += "\n`postseal --help` shows the options of every command (-n, --diff, --json, ...).\n";
  text += examples_text(command);
  return text;
}

}  // namespace postseal
