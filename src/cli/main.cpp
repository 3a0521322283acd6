// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <string>
#include <vector>

#include "cli/log.hpp"
#include "cli/parse.hpp"
#include "cli/settle.hpp"
#include "cli/versions.hpp"
#include "commands/help.hpp"
#include "crypto/library.hpp"
#include "system/posix_host.hpp"
#include "system/standard_streams.hpp"

namespace {

using namespace postseal;

int run(const std::vector<std::string>& words, Globals& globals) {
  const cli::Request request = cli::parse(words, globals);
  PosixHost host(
      [&](LogLevel level, std::string_view line) { cli::log_line(globals, level, line); });
  if (globals.help) {
    host.write_out(request.entry == nullptr ? help_text()
                                            : help_text(*request.entry, request.command));
    return cli::done;
  }
  if (globals.version) {
    host.write_out(cli::versions(host));
    return cli::done;
  }
  return cli::settle(request, globals, host);
}

// An error that is to be told as a document may find that nobody takes it.
int report(const Error& error, Globals globals, const std::string& command) {
  try {
    return cli::report_error(error, globals, command);
  } catch (const Error& unprintable) {
    globals.json = false;
    return cli::report_error(unprintable, globals, command);
  }
}

}  // namespace

int main(int argc, char** argv) {
  hold_standard_streams();
  const std::vector<std::string> words(argv + 1, argv + argc);
  Globals globals;
  globals.json = cli::wants_json(words);
  crypto::start_lean();
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is an error like a full disk, not an end
  try {
    return run(words, globals);
  } catch (const Error& error) {
    return report(error, globals, cli::command_named(words));
  } catch (const std::exception& error) {
    return report({Fault::host,
                   {.id = "internal", .subject = "postseal", .message = error.what(), .hint = ""}},
                  globals, cli::command_named(words));
  }
}
