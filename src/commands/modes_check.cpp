// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/modes_files.hpp"
#include "core/json.hpp"
#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> paths{};
  ModeRules rules{};
};

std::string_view words_for(ContentKind kind) {
  switch (kind) {
    case ContentKind::key:
      return "private key";
    case ContentKind::index_of_keys:
      return "index with private keys";
    case ContentKind::source_of_keys:
      return "source of an index with private keys";
    default:
      return "no secret";
  }
}

std::string line_of(const ModesFile& file) {
  std::string line =
      fmt::format("{}: {}, mode {:04o}, {}:{}", escaped(file.path), words_for(file.kind),
                  file.status.mode, escaped(file.status.owner), escaped(file.status.group));
  if (!file.from.empty())
    line += fmt::format(" ({})", escaped(fmt::format("{}", fmt::join(file.from, ", "))));
  return line + "\n";
}

std::string text_of(const ModesSeen& seen, const std::vector<Finding>& findings) {
  std::string text;
  for (const ModesFile& file : seen.files) text += line_of(file);
  if (seen.files.empty() && findings.empty()) text += "no files of keys or certificates\n";
  for (const Finding& finding : findings) text += as_text(finding) + "\n";
  return text;
}

Planned plan(const Options& options, Context& context) {
  ModeRules rules = options.rules;
  rules.caller_uid = context.host().effective_uid();
  return {.answer = [seen = observe_modes(options.paths, context), rules](const Applied&) {
    Answer answer{.findings = judge_files(seen.files, rules)};
    answer.findings.insert(answer.findings.end(), seen.findings.begin(), seen.findings.end());
    answer.result = shared({{"files", as_json(seen.files)}});
    answer.text = text_of(seen, answer.findings);
    answer.verdict = verdict_of(answer.findings, Severity::error);
    return answer;
  }};
}

}  // namespace

Command modes_check_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Looks at who can read and change keys, certificates and DH parameters: the given files, "
          "what is below the given directories, or every file that main.cf and master.cf refer to, "
          "the indexes of tls_server_sni_maps included. What is a key is decided by what is in a "
          "file, not by its name.\n\n"
          "Keys may have mode 0600 or 0400, or 0640 or 0440 with the group root, ssl-cert or "
          "--group; Postfix reads them as root. Exit status 3 if others can read a key.",
      .flags = {{.name = "--group",
                 .value = "NAME",
                 .help = "a group that may read keys, besides root and ssl-cert",
                 .set = [=](const std::string& text) { options->rules.group = text; }}},
      .arguments = {{.name = "PATH",
                     .help = "files and directories (default: what main.cf refers to)",
                     .most = -1,
                     .completes = Completes::file,
                     .set = [=](const std::string& word) { options->paths.push_back(word); }}},
      .examples = {{.command = "postseal modes check", .help = "all that Postfix uses"},
                   {.command = "postseal modes check /etc/ssl/private",
                    .help = "all keys of a directory"}},
      .looks = true,
      .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
