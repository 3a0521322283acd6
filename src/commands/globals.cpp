// SPDX-License-Identifier: MIT
#include "commands/globals.hpp"

#include <fmt/format.h>

#include "commands/values.hpp"

namespace postseal {
namespace {

Flag on(bool& member, Flag flag) {
  flag.set = [&member](const std::string&) { member = true; };
  return flag;
}

Flag text(std::optional<std::string>& member, Flag flag) {
  flag.set = [&member](const std::string& value) { member = value; };
  return flag;
}

std::vector<Flag> machine_flags(Globals& globals) {
  return {
      text(globals.config_dir, {.name = "--config-dir",
                                .brief = "-c",
                                .value = "DIR",
                                .help = "Postfix configuration directory",
                                .completes = Completes::directory}),
      {.name = "--postfix-version",
       .value = "X.Y[.Z]",
       .help = "act for this Postfix version, 2.3 to 3.12 (default: the installed one)",
       .set =
           [&](const std::string& value) {
             globals.postfix_version = parse_postfix_version(value);
           }},
      text(globals.passphrase_file,
           {.name = "--passphrase-file",
            .value = "FILE",
            .help = "first line is the passphrase of an encrypted input; - is standard input",
            .completes = Completes::file}),
      text(globals.template_dir, {.name = "--template-dir",
                                  .value = "DIR",
                                  .help = "look for templates here before the built-in ones",
                                  .completes = Completes::directory}),
      {.name = "--lock-timeout",
       .value = "SECONDS",
       .help = "wait this long for another run to end (default: 60)",
       .set =
           [&](const std::string& value) {
             globals.lock_timeout =
                 parse_number(value, "--lock-timeout", {.least = 0, .most = 86400});
           }},
      on(globals.force, {.name = "--force", .help = "replace an output that has other content"}),
      on(globals.allow_unsafe_dir,
         {.name = "--allow-unsafe-dir",
          .help = "write even into a directory that others can write to"}),
  };
}

std::vector<Flag> printing_flags(Globals& globals) {
  return {
      on(globals.dry_run,
         {.name = "--dry-run", .brief = "-n", .help = "print the plan, change nothing"}),
      on(globals.diff, {.name = "--diff", .help = "show what changes, line by line"}),
      on(globals.detailed_exitcode,
         {.name = "--detailed-exitcode",
          .help = "exit 4 instead of 0 when something changed, or would change"}),
      on(globals.json, {.name = "--json", .help = "print one JSON document"}),
      {.name = "--color",
       .value = "WHEN",
       .help = "auto, always or never",
       .choices = {"auto", "always", "never"},
       .set =
           [&](const std::string& value) {
             globals.colour = value == "always"  ? Colour::always
                              : value == "never" ? Colour::never
                                                 : Colour::automatic;
           }},
      on(globals.quiet, {.name = "--quiet", .brief = "-q", .help = "say nothing of what is done"}),
      {.name = "--verbose",
       .brief = "-v",
       .help = "say more on standard error; repeatable",
       .repeatable = true,
       .set = [&](const std::string&) { ++globals.verbose; }},
      on(globals.syslog, {.name = "--syslog", .help = "log to syslog (facility mail) as well"}),
      on(globals.help, {.name = "--help", .brief = "-h", .help = "show help"}),
      on(globals.version,
         {.name = "--version", .help = "show the versions of postseal, OpenSSL and Postfix"}),
  };
}

}  // namespace

std::vector<Flag> global_flags(Globals& globals) {
  std::vector<Flag> flags = machine_flags(globals);
  for (Flag& flag : printing_flags(globals)) flags.push_back(std::move(flag));
  return flags;
}

}  // namespace postseal
