// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/modes_files.hpp"
#include "commands/modes_plan.hpp"
#include "commands/values.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/report.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> paths{};
  ModeRules rules{};
};

// The file as it is once the plan was carried out.
ModesFile fixed(ModesFile file, const ModeRules& rules) {
  const Access wanted = wanted_access(file.kind, access_of(file.status), rules);
  file.status.mode = wanted.mode;
  if (!wanted.owner.empty()) file.status.owner = wanted.owner;
  if (!wanted.group.empty()) file.status.group = wanted.group;
  file.relabel.reset();
  return file;
}

// What is left is for the administrator.
Answer answer_for(const ModesSeen& seen, const ModeRules& rules) {
  std::vector<ModesFile> files;
  files.reserve(seen.files.size());
  for (const ModesFile& file : seen.files) files.push_back(fixed(file, rules));
  Answer answer{.findings = judge_files(files, rules)};
  answer.findings.insert(answer.findings.end(), seen.findings.begin(), seen.findings.end());
  answer.result = shared({{"files", as_json(files)}});
  for (const Finding& finding : answer.findings) answer.text += as_text(finding) + "\n";
  answer.verdict = verdict_of(answer.findings, Severity::error);
  return answer;
}

Planned plan(const Options& options, Context& context) {
  ModeRules rules = options.rules;
  rules.caller_uid = context.host().effective_uid();
  const ModesSeen seen = observe_modes(options.paths, context);
  return {.plan = modes_plan(seen, rules, context),
          .answer = [seen, rules](const Applied&) { return answer_for(seen, rules); }};
}

// A mode that --key-mode or --cert-mode may ask for: never what `modes check` calls an error.
std::uint32_t sound_mode(const std::string& text, const std::string& option,
                         std::uint32_t forbidden) {
  const std::uint32_t mode = parse_mode(text, option);
  if ((mode & forbidden) == 0 && (mode & 0400) != 0) return mode;
  throw Error(Fault::usage,
              {.id = "value-invalid",
               .subject = option,
               .message = fmt::format("\"{}\" would {}", text,
                                      (mode & 0400) == 0  ? "keep its owner from reading the file"
                                      : forbidden == 0007 ? "open private keys to everyone"
                                                          : "let everyone change the file"),
               .hint = forbidden == 0007 ? "use 0600, 0400, 0640 or 0440" : "use 0644 or 0444"});
}

std::vector<Flag> flags(const std::shared_ptr<Options>& options) {
  ModeRules& rules = options->rules;
  return {{.name = "--key-mode",
           .value = "MODE",
           .help = "the mode of every key (default: 0600 where the present one is not good)",
           .set =
               [options, &rules](const std::string& text) {
                 rules.key_mode = sound_mode(text, "--key-mode", 0007);
               }},
          {.name = "--cert-mode",
           .value = "MODE",
           .help = "the mode of every other file (default: 0644 where it is not good)",
           .set =
               [options, &rules](const std::string& text) {
                 rules.cert_mode = sound_mode(text, "--cert-mode", 0002);
               }},
          {.name = "--owner",
           .value = "NAME",
           .help = "the owner of every file (default: left alone)",
           .set = [options, &rules](const std::string& text) { rules.owner = text; }},
          {.name = "--group",
           .value = "NAME",
           .help = "the group of every file, which may read keys (default: left alone)",
           .set = [options, &rules](const std::string& text) { rules.group = text; }}};
}

}  // namespace

Command modes_fix_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Puts right what modes check finds: who can read and change keys, certificates and DH "
          "parameters, and their SELinux context. Never touches what is in a file, nor a file "
          "that holds nothing of the kind. Of a symbolic link it changes the target.\n\n"
          "What is good already stays, unless a mode is asked for. Directories are left to you. "
          "Exit status 3 if something is left that only you can put right.",
      .flags = flags(options),
      .arguments = {{.name = "PATH",
                     .help = "files and directories (default: what main.cf refers to)",
                     .most = -1,
                     .completes = Completes::file,
                     .set = [=](const std::string& word) { options->paths.push_back(word); }}},
      .examples = {{.command = "postseal modes fix -n", .help = "what it would change"},
                   {.command = "postseal modes fix --key-mode 0640 --group ssl-cert mx.key",
                    .help = "a key that another program reads too"}},
      .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
