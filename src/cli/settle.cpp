// SPDX-License-Identifier: MIT
#include "cli/settle.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/carry_out.hpp"
#include "cli/log.hpp"
#include "cli/progress_line.hpp"
#include "cli/say.hpp"
#include "commands/context.hpp"
#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal::cli {
namespace {

// What could not be printed was not done as asked: a full disk under `> file` is an error.
void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return;
  throw Error(Fault::host, {.id = "cannot-write",
                            .subject = "standard output",
                            .message = "cannot be written",
                            .hint = "the disk may be full, or the reader is gone"});
}

Sinks sinks(const Globals& globals, ProgressLine& progress) {
  Sinks made{.progress = [&](const std::string& line) { progress.show(line); }};
  if (!globals.json)
    made.out = [&](std::string_view text) {
      progress.clear();
      print(std::string(text));
    };
  return made;
}

bool only_looks(const Planned& planned, const Request& request) {
  return request.command.looks || planned.looks;
}

void tell_changes(const Planned& planned, const Request& request, const Globals& globals) {
  const std::string lines = as_text(planned.plan, Tense::did);
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    record(globals, std::string_view(lines).substr(start, end - start));
    start = end + 1;
  }
  if (globals.quiet || globals.json || only_looks(planned, request)) return;
  say(lines.empty() ? "nothing to do\n" : lines);
}

std::string as_output(const Planned& planned, const Answer* answer, const Request& request,
                      const Globals& globals) {
  std::string text;
  if (globals.dry_run) text += as_text(planned.plan, Tense::would);
  if (answer != nullptr)
    text += only_looks(planned, request) ? decorated(globals, answer->text) : answer->text;
  if (globals.diff) text += as_diff(planned.plan);
  return text;
}

// Not even -q hides a warning: it is for who asks for silence about success. Commands that look
// have their findings in their text.
void tell_warnings(const Answer& answer, bool in_text, const Globals& globals) {
  if (!globals.quiet || globals.json || in_text) return;
  for (const Finding& finding : answer.findings)
    if (finding.severity == Severity::warning)
      say(fmt::format("postseal: {} {}: {}\n", label(globals, "warning", 33),
                      escaped(finding.subject), escaped(finding.message)));
}

int status_of(const Planned& planned, const Answer* answer, const Globals& globals) {
  if (answer != nullptr && answer->exit_status) return *answer->exit_status;
  if (answer != nullptr && answer->verdict == Verdict::bad) return bad_verdict;
  if (answer != nullptr && answer->verdict == Verdict::pending) return failed;
  return globals.detailed_exitcode && !planned.plan.empty() ? differs : done;
}

void tell_notes(const Context& context, const Planned& planned, const Globals& globals) {
  if (globals.quiet || globals.json) return;
  for (const std::string& note : context.notes())
    say(fmt::format("postseal: note: {}\n", escaped(note)));
  for (const std::string& note : planned.notes)
    say(fmt::format("postseal: note: {}\n", escaped(note)));
}

// Without a line on standard error a note is a finding.
void add_notes(std::optional<Answer>& answer, const Context& context, const Planned& planned) {
  const auto add = [&](const std::vector<std::string>& notes) {
    for (const std::string& note : notes) {
      if (!answer) answer.emplace();
      answer->findings.push_back(
          {.id = "note", .severity = Severity::info, .subject = "postseal", .message = note});
    }
  };
  for (const Finding& finding : context.findings()) {
    if (!answer) answer.emplace();
    answer->findings.push_back(finding);
  }
  add(context.notes());
  add(planned.notes);
}

}  // namespace

int settle(const Request& request, const Globals& globals, Host& host) {
  ProgressLine progress(globals, Elsewhere::never);
  Context context(host, globals, sinks(globals, progress));
  Settled settled = settle_all(request, globals, context, host);
  progress.clear();
  const Planned& planned = settled.planned;
  if (globals.json) add_notes(settled.answer, context, planned);
  tell_notes(context, planned, globals);
  const Answer* known = settled.answer ? &*settled.answer : nullptr;
  if (!globals.dry_run || planned.plan.empty()) tell_changes(planned, request, globals);
  if (known != nullptr && !globals.quiet && !globals.json)
    for (const std::string& remark : known->remarks) say(remark + "\n");
  if (known != nullptr) tell_warnings(*known, only_looks(planned, request), globals);
  if (globals.json)
    print(as_document({.command = request.entry->words,
                       .version = POSTSEAL_VERSION,
                       .postfix_version = context.version_used(),
                       .plan = &planned.plan,
                       .answer = known,
                       .dry_run = globals.dry_run,
                       .with_diff = globals.diff}));
  else
    print(as_output(planned, known, request, globals));
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
