// SPDX-License-Identifier: MIT
#include "cli/carry_out.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/interrupt.hpp"
#include "cli/log.hpp"
#include "cli/progress_line.hpp"
#include "cli/say.hpp"
#include "commands/state_dirs.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "system/apply.hpp"
#include "system/new_files.hpp"
#include "system/recover.hpp"

namespace postseal::cli {
namespace {

Applied carry_out(const Planned& planned, const Globals& globals, Host& host) {
  if (planned.plan.empty()) return {};
  const Interrupts interrupts;
  ProgressLine progress(globals, Elsewhere::seldom);
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

std::string_view words_of(Recovered outcome) {
  switch (outcome) {
    case Recovered::undone:
      return "an earlier run was cut short, and was undone";
    case Recovered::finished:
      return "an earlier run was cut short, and was finished";
    case Recovered::kept:
      return "an earlier run was cut short; what is there is kept";
  }
  return {};
}

// A failure that cannot even be remembered is part of what is said.
void remember(const Plan& plan, const Error& error, Host& host) {
  if (plan.empty()) return;
  try {
    (void)apply(plan, host, {});
  } catch (const Error& second) {
    Problem problem = error.problem();
    problem.message +=
        fmt::format("; and it could not be remembered for a later run: {}", second.what());
    throw Error(error.fault(), std::move(problem));
  }
}

// Ends what an earlier run has left half done; without the lock only says that there is something.
void recover_all(const Request& request, const Globals& globals, Context& context, Host& host) {
  std::vector<std::string> dirs = state_dirs(context);
  if (request.command.material_dirs)
    for (const std::string& dir : request.command.material_dirs(context)) add_state_dir(dirs, dir);
  for (const std::string& dir : dirs) {
    if (globals.dry_run) {
      if (const auto pending = pending_recovery(host, dir)) context.note(*pending);
      continue;
    }
    const auto outcome = recover(host, dir, globals.force);
    if (outcome) context.note(fmt::format("{}: {}", dir, words_of(*outcome)));
  }
  if (!globals.dry_run) host.sweep(context.config_dir(), {});
}

void lock_and_recover(const Request& request, const Globals& globals, Context& context,
                      Host& host) {
  const Command& command = request.command;
  if (command.prepare) command.prepare(context);
  if (!command.locks || (command.idle && command.idle(context))) return;
  if (!host.status(context.config_dir(), Follow::yes)) return;  // there is nothing to guard
  if (!globals.dry_run) host.lock(context.config_dir(), globals.lock_timeout);
  recover_all(request, globals, context, host);
}

Settled settle_one(Planned planned, const Globals& globals, Host& host) {
  name_owners_of_new_files(planned.plan, host);
  check_outputs(planned.plan, globals);
  Settled settled{.planned = std::move(planned)};
  const Applied applied = globals.dry_run ? Applied{} : carry_out(settled.planned, globals, host);
  if (settled.planned.answer && (!globals.dry_run || settled.planned.plan.empty()))
    settled.answer = settled.planned.answer(applied);
  return settled;
}

void merge(Settled& all, Settled&& more) {
  for (Step& step : more.planned.plan.steps) all.planned.plan.steps.push_back(std::move(step));
  for (std::string& note : more.planned.notes) all.planned.notes.push_back(std::move(note));
  if (!more.answer) return;
  if (!all.answer) all.answer.emplace();
  all.answer->text += more.answer->text;
  if (!all.answer->result) all.answer->result = std::move(more.answer->result);
  if (more.answer->exit_status) all.answer->exit_status = more.answer->exit_status;
  for (std::string& remark : more.answer->remarks) all.answer->remarks.push_back(std::move(remark));
  for (Finding& finding : more.answer->findings) all.answer->findings.push_back(std::move(finding));
  if (more.answer->verdict != Verdict::good) all.answer->verdict = more.answer->verdict;
}

void add_failure(Settled& all, const Error& error, const Globals& globals) {
  const Problem& problem = error.problem();
  if (!all.answer) all.answer.emplace();
  all.answer->verdict = Verdict::pending;
  all.answer->findings.push_back({.id = "deploy-pending",
                                  .severity = Severity::error,
                                  .subject = problem.subject,
                                  .message = problem.message,
                                  .hint = problem.hint});
  record(globals, "error: " + std::string(error.what()));
  if (!globals.json)
    say(fmt::format("postseal: {} {}\n", label(globals, "error", 31), escaped(error.what())));
}

void settle_others(Settled& all, const Globals& globals, Host& host) {
  const auto others = all.planned.others;
  for (const auto& plan : others) {
    try {
      merge(all, settle_one(plan(), globals, host));
    } catch (const Error& error) {
      add_failure(all, error, globals);
    }
  }
}

}  // namespace

// The plan, carried out; what failed is remembered where the command knows how.
Settled settle_all(const Request& request, const Globals& globals, Context& context, Host& host) {
  try {
    lock_and_recover(request, globals, context, host);
    Settled all = settle_one(request.command.plan(context), globals, host);
    settle_others(all, globals, host);
    return all;
  } catch (const Error& error) {
    const bool ours = error.fault() == Fault::usage || error.fault() == Fault::config;
    if (!globals.dry_run && !ours && request.command.after_failure)
      remember(request.command.after_failure(context, error), error, host);
    throw;
  }
}

}  // namespace postseal::cli
