// SPDX-License-Identifier: MIT
#include "cli/settle.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "cli/interrupt.hpp"
#include "cli/log.hpp"
#include "commands/context.hpp"
#include "core/report.hpp"
#include "core/text.hpp"
#include "system/apply.hpp"
#include "system/new_files.hpp"

namespace postseal::cli {
namespace {

// NO_COLOR and CLICOLOR_FORCE as their conventions have it; --color goes before both.
bool coloured(const Globals& globals) {
  if (globals.colour != Colour::automatic) return globals.colour == Colour::always;
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' && std::string_view(value) != "0";
  };
  if (is_set("NO_COLOR")) return false;
  return is_set("CLICOLOR_FORCE") || ::isatty(STDERR_FILENO) != 0;
}

std::string label(const Globals& globals, std::string_view word, int colour) {
  return coloured(globals) ? fmt::format("\033[1;{}m{}:\033[0m", colour, word)
                           : fmt::format("{}:", word);
}

void say(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

// What could not be printed was not done as asked: a full disk under `> file` is an error.
void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return;
  throw Error(Fault::host, {.id = "cannot-write",
                            .subject = "standard output",
                            .message = "cannot be written",
                            .hint = "the disk may be full, or the reader is gone"});
}

// A line that replaces itself on a terminal, and comes every ten seconds elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet) : quiet_(quiet), terminal_(::isatty(STDERR_FILENO) != 0) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() {
    if (shown_) say("\r\033[K");
  }

  void show(const std::string& line) {
    if (quiet_) return;
    if (terminal_) {
      say("\r\033[K" + line);
      shown_ = true;
      return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::seconds(10);
    say(line + "\n");
  }

 private:
  bool quiet_;
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(10);
};

void tell_changes(const Planned& planned, const Request& request, const Globals& globals) {
  const std::string lines = as_text(planned.plan, Tense::did);
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    record(globals, std::string_view(lines).substr(start, end - start));
    start = end + 1;
  }
  if (globals.quiet || globals.json || request.command.looks) return;
  say(lines.empty() ? "nothing to do\n" : lines);
}

std::string as_output(const Planned& planned, const Answer* answer, const Globals& globals) {
  std::string text;
  if (globals.dry_run) text += as_text(planned.plan, Tense::would);
  if (answer != nullptr) text += answer->text;
  if (globals.diff) text += as_diff(planned.plan);
  return text;
}

int status_of(const Planned& planned, const Answer* answer, const Globals& globals) {
  if (answer != nullptr && answer->verdict == Verdict::bad) return bad_verdict;
  return globals.detailed_exitcode && !planned.plan.empty() ? differs : done;
}

Applied carry_out(const Planned& planned, const Globals& globals, Host& host) {
  if (planned.plan.empty()) return {};
  const Interrupts interrupts;
  ProgressLine progress(globals.quiet);
  return apply(
      planned.plan, host,
      {.say = [&](const std::string& line) { progress.show(line); }, .stop = interrupts.token()});
}

void check_outputs(const Plan& plan, const Globals& globals) {
  if (!globals.json) return;
  for (const Step& step : plan.steps)
    if (const auto* write = std::get_if<WriteFiles>(&step.effect))
      for (const Output& output : write->files)
        if (output.path == "-")
          throw Error(Fault::usage, {.id = "stdout-taken",
                                     .subject = "--json",
                                     .message = "cannot go with an output to standard output",
                                     .hint = "write to a file, or leave --json out"});
}

}  // namespace

int settle(const Request& request, const Globals& globals, Host& host) {
  Context context(host, globals);
  if (request.command.locks && !globals.dry_run &&
      host.status(context.config_dir(), Follow::yes))  // else there is nothing to guard
    host.lock(context.config_dir(), globals.lock_timeout);
  Planned planned = request.command.plan(context);
  name_owners_of_new_files(planned.plan, host);
  check_outputs(planned.plan, globals);
  if (!globals.quiet && !globals.json) {
    for (const std::string& note : context.notes())
      say(fmt::format("postseal: note: {}\n", escaped(note)));
    for (const std::string& note : planned.notes)
      say(fmt::format("postseal: note: {}\n", escaped(note)));
  }

  const Applied applied = globals.dry_run ? Applied{} : carry_out(planned, globals, host);
  std::optional<Answer> answer;
  if (planned.answer && (!globals.dry_run || planned.plan.empty()))
    answer = planned.answer(applied);

  const Answer* known = answer ? &*answer : nullptr;
  if (!globals.dry_run || planned.plan.empty()) tell_changes(planned, request, globals);
  if (known != nullptr && !globals.quiet && !globals.json)
    for (const std::string& remark : known->remarks) say(remark + "\n");
  if (globals.json)
    print(as_document({.command = request.entry->words,
                       .version = POSTSEAL_VERSION,
                       .postfix_version = context.version_used(),
                       .plan = &planned.plan,
                       .answer = known,
                       .dry_run = globals.dry_run,
                       .with_diff = globals.diff}));
  else
    print(as_output(planned, known, globals));
  return status_of(planned, known, globals);
}

int report_error(const Error& error, const Globals& globals, const std::string& command) {
  const Problem& problem = error.problem();
  const std::string subject = escaped(problem.subject);
  const std::string line =
      subject.empty() ? escaped(problem.message) : subject + ": " + escaped(problem.message);
  record(globals, "error: " + line);
  if (globals.json) {
    print(as_document({.command = command,
                       .version = POSTSEAL_VERSION,
                       .problem = &problem,
                       .dry_run = globals.dry_run}));
  } else {
    say(fmt::format("postseal: {} {}\n", label(globals, "error", 31), line));
    if (!problem.hint.empty())
      say(fmt::format("postseal: {} {}\n", label(globals, "hint", 36), escaped(problem.hint)));
    if (globals.verbose > 0 && !problem.detail.empty())
      say(fmt::format("postseal: detail: {}\n", escaped(problem.detail)));
  }
  const bool usage = error.fault() == Fault::usage || error.fault() == Fault::config;
  return usage ? usage_error : failed;
}

}  // namespace postseal::cli
