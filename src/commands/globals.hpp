// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "core/version.hpp"

namespace postseal {

enum class Colour { automatic, always, never };

// The options that every command takes, before or after its name.
struct Globals {
  // What commands look at.
  std::optional<std::string> config_dir{};
  std::optional<PostfixVersion> postfix_version{};
  std::optional<std::string> passphrase_file{};
  std::optional<std::string> template_dir{};
  bool force = false;
  bool allow_unsafe_dir = false;
  // What cli/settle looks at; no command can tell.
  bool dry_run = false;
  bool diff = false;
  bool detailed_exitcode = false;
  bool json = false;
  bool quiet = false;
  int verbose = 0;
  bool syslog = false;
  int lock_timeout = 60;  // seconds
  Colour colour = Colour::automatic;
  bool help = false;
  bool version = false;
};

// The same options as flags that write into GLOBALS, which must outlive them.
[[nodiscard]] std::vector<Flag> global_flags(Globals& globals);

}  // namespace postseal
