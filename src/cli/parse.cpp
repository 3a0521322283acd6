// SPDX-License-Identifier: MIT
#include "cli/parse.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/nearest.hpp"

namespace postseal::cli {
namespace {

Error usage(std::string id, std::string subject, std::string message, std::string hint) {
  return {Fault::usage,
          {.id = std::move(id),
           .subject = std::move(subject),
           .message = std::move(message),
           .hint = std::move(hint)}};
}

const Flag* find_flag(const std::vector<Flag>& flags, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  const auto found = std::find_if(flags.begin(), flags.end(), [&](const Flag& flag) {
    return flag.name == name || (!flag.brief.empty() && flag.brief == name);
  });
  return found == flags.end() ? nullptr : &*found;
}

// Where the command's words stand among the others, so that they can be taken out.
struct Located {
  const Entry* entry = nullptr;
  std::vector<std::size_t> positions{};
};

const Entry* entry_named(std::string_view words) {
  for (const Entry& entry : command_tree())
    if (entry.words == words) return &entry;
  return nullptr;
}

bool starts_group(std::string_view word) {
  return std::any_of(command_tree().begin(), command_tree().end(), [&](const Entry& entry) {
    return entry.words.size() > word.size() && entry.words.starts_with(word) &&
           entry.words[word.size()] == ' ';
  });
}

std::string members_of(std::string_view group) {
  std::string text;
  for (const Entry& entry : command_tree())
    if (entry.words.starts_with(std::string(group) + " "))
      text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", entry.words);
  return text;
}

Error unknown_command(const std::string& typed) {
  std::vector<std::string_view> names;
  for (const Entry& entry : command_tree()) names.push_back(entry.words);
  const auto near = nearest(typed, names);
  return usage("command-unknown", "command line", fmt::format("unknown command \"{}\"", typed),
               near ? fmt::format("did you mean \"{}\"?", *near)
                    : std::string("`postseal --help` lists the commands"));
}

// The first bare words name the command; global options and their values may stand before them.
Located locate(const std::vector<std::string>& words, const std::vector<Flag>& global) {
  std::vector<std::size_t> bare;
  for (std::size_t i = 0; i < words.size() && bare.size() < 2; ++i) {
    if (words[i] == "--") break;
    if (words[i].size() > 1 && words[i].starts_with('-')) {
      const Flag* flag = find_flag(global, words[i]);
      if (flag != nullptr && !flag->value.empty() && words[i].find('=') == std::string::npos) ++i;
      if (flag == nullptr && !bare.empty()) break;  // an option of the command
      continue;
    }
    bare.push_back(i);
  }
  if (bare.empty()) return {};
  const std::string& first = words[bare[0]];
  if (bare.size() == 2) {
    const std::string both = first + " " + words[bare[1]];
    if (const Entry* entry = entry_named(both)) return {.entry = entry, .positions = bare};
    if (starts_group(first) && entry_named(first) == nullptr) throw unknown_command(both);
  }
  if (const Entry* entry = entry_named(first)) return {.entry = entry, .positions = {bare[0]}};
  if (starts_group(first))
    throw usage("command-incomplete", "command line", fmt::format("\"{}\" needs a verb", first),
                fmt::format("one of {}", members_of(first)));
  throw unknown_command(first);
}

void check_choice(const std::string& subject, const std::vector<std::string>& choices,
                  const std::string& value) {
  if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  throw usage("value-invalid", subject, fmt::format("\"{}\" is not a value it takes", value),
              fmt::format("one of {}", fmt::join(choices, ", ")));
}

void add_flag(CLI::App& app, const Flag& flag) {
  const std::string names = flag.brief.empty() ? flag.name : flag.brief + "," + flag.name;
  if (flag.value.empty()) {
    app.add_flag_function(names, [&flag](std::int64_t count) {
      for (std::int64_t i = 0; i < count; ++i) flag.set("");
    });
    return;
  }
  const auto take = [&flag](const std::vector<std::string>& values) {
    if (values.size() > 1 && !flag.repeatable)
      throw usage("option-repeated", flag.name, "given more than once", "give it once");
    for (const std::string& value : values) {
      check_choice(flag.name, flag.choices, value);
      flag.set(value);
    }
  };
  app.add_option_function<std::vector<std::string>>(names, take)
      ->type_size(1)
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
}

void take_arguments(const Command& command, const std::vector<std::string>& words) {
  std::size_t next = 0;
  for (const Argument& argument : command.arguments) {
    int taken = 0;
    while (next < words.size() && (argument.most < 0 || taken < argument.most)) {
      check_choice(argument.name, argument.choices, words[next]);
      argument.set(words[next++]);
      ++taken;
    }
    if (taken < argument.least)
      throw usage("argument-missing", argument.name, "missing", argument.help);
  }
  if (next < words.size())
    throw usage("argument-unexpected", "command line",
                fmt::format("unexpected word \"{}\"", words[next]),
                "--help shows what the command takes");
}

Error unknown_option(const std::string& word, const std::vector<Flag>& flags) {
  std::vector<std::string_view> names;
  for (const Flag& flag : flags) names.push_back(flag.name);
  const std::string name = word.substr(0, word.find('='));
  const auto near = nearest(name, names);
  return usage(
      "option-unknown", name, "unknown option",
      near ? fmt::format("did you mean {}?", *near) : std::string("--help shows the options"));
}

// What CLI11 leaves over are the bare words: it never sees what they mean.
void run_parser(const Command& command, const std::vector<Flag>& flags,
                std::vector<std::string> words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  const std::vector<std::string> after(end == words.end() ? end : end + 1, words.end());
  words.erase(end, words.end());

  CLI::App app;
  app.set_help_flag("");
  app.allow_extras();
  for (const Flag& flag : flags) add_flag(app, flag);
  std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
  try {
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch& error) {
    throw usage("value-missing", "command line", error.what(), "--help shows what it takes");
  } catch (const CLI::ParseError& error) {
    throw usage("usage", "command line", error.what(), "--help shows the options");
  }
  std::vector<std::string> bare = app.remaining();
  for (const std::string& word : bare)
    if (word.size() > 1 && word.starts_with('-')) throw unknown_option(word, flags);
  bare.insert(bare.end(), after.begin(), after.end());
  take_arguments(command, bare);
}

void check_required(const Command& command, const std::vector<std::string>& words) {
  for (const Flag& flag : command.flags) {
    if (!flag.required) continue;
    const bool given = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return word == flag.name || word.starts_with(flag.name + "=") ||
             (!flag.brief.empty() && word.starts_with(flag.brief));
    });
    if (!given)
      throw usage("option-missing", flag.name, "missing",
                  fmt::format("give {} {}", flag.name, flag.value));
  }
}

bool contains(const std::vector<std::string>& words, std::string_view wanted) {
  for (const std::string& word : words) {
    if (word == "--") return false;
    if (word == wanted) return true;
  }
  return false;
}

}  // namespace

std::string command_named(const std::vector<std::string>& words) {
  Globals unused;
  try {
    const Located located = locate(words, global_flags(unused));
    return located.entry == nullptr ? "" : std::string(located.entry->words);
  } catch (const Error&) {
    return {};
  }
}

bool wants_json(const std::vector<std::string>& words) { return contains(words, "--json"); }

Request parse(const std::vector<std::string>& words, Globals& globals) {
  const std::vector<Flag> global = global_flags(globals);
  const Located located = locate(words, global);
  const bool only_help = contains(words, "--help") || contains(words, "-h");
  Request request{.entry = located.entry};
  if (located.entry == nullptr) {
    run_parser({}, global, words);
    if (!globals.help && !globals.version)
      throw usage("command-missing", "command line", "a command is missing",
                  "`postseal --help` lists the commands");
    return request;
  }
  request.command = located.entry->make();
  if (only_help) {
    globals.help = true;
    return request;
  }
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (std::find(located.positions.begin(), located.positions.end(), i) == located.positions.end())
      rest.push_back(words[i]);
  std::vector<Flag> flags = request.command.flags;
  flags.insert(flags.end(), global.begin(), global.end());
  run_parser(request.command, flags, rest);
  if (!globals.version) check_required(request.command, rest);
  return request;
}

}  // namespace postseal::cli
