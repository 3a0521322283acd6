// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan.hpp"

namespace postseal {

class Context;
class Error;

// What the shell completes after an option or for an argument.
enum class Completes { nothing, file, directory };

// An option of a command. Parser, --help, man page and completions are all made from these.
struct Flag {
  std::string name{};   // "--out"
  std::string brief{};  // "-n"; empty: none
  std::string value{};  // "FILE"; empty: a switch, and `set` gets ""
  std::string help{};   // one line, lower case, no full stop
  bool required = false;
  bool repeatable = false;
  std::vector<std::string> choices{};  // the only values; also completed
  Completes completes = Completes::nothing;
  std::function<void(const std::string& text)> set{};  // throws Error Fault::usage
};

// The bare words of a command.
struct Argument {
  std::string name{};  // "HOSTNAME"
  std::string help{};
  int least = 0;
  int most = 1;  // -1: any number
  std::vector<std::string> choices{};
  Completes completes = Completes::nothing;
  std::function<void(const std::string& text)> set{};  // once per word
};

struct Example {
  std::string command{};  // "postseal key new --out mx.key"
  std::string help{};
};

// The factory declares; it does not do.
struct Command {
  std::string description{};  // paragraphs for --help and the man page, plain text
  std::vector<Flag> flags{};
  std::vector<Argument> arguments{};
  std::vector<Example> examples{};
  bool looks = false;  // never changes anything: says nothing of "nothing to do"
  bool locks = false;  // changes the configuration directory: its lock is held from before planning
  // Before the lock: what decides which configuration is meant. None: the options alone.
  std::function<void(Context& context)> prepare{};
  // Whether this call has nothing to do here, so that it need not wait for the lock, and nothing
  // that is wrong here can make it fail. With `locks` only.
  std::function<bool(Context& context)> idle{};
  std::function<Planned(Context& context)> plan{};
  // The directories of material that it may change: a transaction of an earlier run that was cut
  // short there is ended before planning. With `locks` only; none: those of main.cf.
  std::function<std::vector<std::string>(Context& context)> material_dirs{};
  // What is kept of a run that failed, so that a later one tries again.
  std::function<Plan(Context& context, const Error& error)> after_failure{};
};

enum class Group { set_up, material, trust, diagnose, renew, shell };

// An entry of the command tree: cheap, so that a start-up builds only the command it needs.
struct Entry {
  std::string_view words{};    // "key new"
  std::string_view summary{};  // one line
  Group group = Group::material;
  Command (*make)() = nullptr;
};

// Every command, in the order of --help.
[[nodiscard]] std::span<const Entry> command_tree();

}  // namespace postseal
