// SPDX-License-Identifier: MIT
// The manual page, written from the command tree itself.
#include <fmt/format.h>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/help.hpp"

namespace postseal {
namespace {

// Text for troff: backslashes, hyphens that must stay hyphens, and lines that begin with a dot.
std::string troff(std::string_view text) {
  std::string safe;
  bool line_start = true;
  for (const char letter : text) {
    if (line_start && (letter == '.' || letter == '\'')) safe += "\\&";
    if (letter == '\\')
      safe += "\\e";
    else if (letter == '-')
      safe += "\\-";
    else
      safe += letter;
    line_start = letter == '\n';
  }
  return safe;
}

std::string option(const Flag& flag) {
  std::string head = flag.brief.empty() ? "" : fmt::format("\\fB{}\\fR, ", troff(flag.brief));
  head += fmt::format("\\fB{}\\fR", troff(flag.name));
  if (!flag.value.empty()) head += fmt::format(" \\fI{}\\fR", troff(flag.value));
  std::string help = flag.help;
  if (!flag.choices.empty()) help += fmt::format(" (one of {})", fmt::join(flag.choices, ", "));
  if (flag.required) help += " (required)";
  if (flag.repeatable && !flag.value.empty()) help += " (repeatable)";
  return fmt::format(".TP\n{}\n{}\n", head, troff(help));
}

std::string section(const Entry& entry) {
  const Command command = entry.make();
  std::string text = fmt::format(".SS {}\n.B {}\n.PP\n{}.\n", troff(entry.words),
                                 troff(synopsis(entry, command)), troff(entry.summary));
  if (!command.description.empty()) text += fmt::format(".PP\n{}\n", troff(command.description));
  for (const Argument& argument : command.arguments)
    text += fmt::format(".TP\n\\fI{}\\fR\n{}\n", troff(argument.name), troff(argument.help));
  for (const Flag& flag : command.flags) text += option(flag);
  for (const Example& example : command.examples)
    text += fmt::format(".PP\n.nf\n.RS\n{}\n.RE\n.fi\n{}\n", troff(example.command),
                        troff(example.help));
  return text;
}

constexpr std::string_view closing =
    R"(.SH EXIT STATUS
.TP
.B 0
done, or nothing to do, or the verdict is good
.TP
.B 1
failed; nothing was changed, or every change was undone
.TP
.B 2
usage: an unknown option or word, or a malformed value
.TP
.B 3
a bad verdict of a command that checks
.TP
.B 4
only with \fB\-\-detailed\-exitcode\fR: something changed, or would change
.SH ENVIRONMENT
.TP
.B MAIL_CONFIG
the Postfix configuration directory, as for postconf(1)
.TP
.B NO_COLOR, CLICOLOR_FORCE
no colour, or colour even where the output is no terminal
.SH SEE ALSO
postconf(1), postconf(5), postfix\-tls(1), posttls\-finger(1), openssl(1)
)";

std::string page() {
  std::string text =
      ".TH POSTSEAL 1\n.SH NAME\npostseal \\- TLS material for a Postfix mail server\n";
  text += ".SH SYNOPSIS\n.B postseal\n[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...\n";
  text +=
      ".SH DESCRIPTION\nMakes keys, certificates, chains, DH parameters, file modes, fingerprints "
      "and\n"
      "the main.cf lines that match, and says beforehand what Postfix will make of them.\n"
      "A command that changes something first computes a plan: \\fB\\-n\\fR prints it, "
      "\\fB\\-\\-diff\\fR\n"
      "and \\fB\\-\\-json\\fR show it otherwise, and without \\fB\\-n\\fR all of it is carried out "
      "or none.\n"
      "The same command again has nothing to do.\n";
  Globals globals;
  text += ".SH OPTIONS OF EVERY COMMAND\n";
  for (const Flag& flag : global_flags(globals)) text += option(flag);
  text += ".SH COMMANDS\n";
  for (const Entry& entry : command_tree()) text += section(entry);
  return text + std::string(closing);
}

}  // namespace

Command man_command() {
  return {.description = "Prints the manual page in troff: `postseal man | man -l -` reads it.",
          .examples = {{.command = "postseal man | man -l -", .help = "read it"}},
          .looks = true,
          .plan = [](Context&) -> Planned {
            return {.answer = [](const Applied&) { return Answer{.text = page()}; }};
          }};
}

}  // namespace postseal
