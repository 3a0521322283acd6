// SPDX-License-Identifier: MIT
#include "commands/check_access.hpp"

#include <utility>

#include "commands/modes_files.hpp"
#include "core/error.hpp"

namespace postseal {
namespace {

// Files that are not there: what Postfix makes of that is told of each service.
bool is_said_elsewhere(const Finding& finding) {
  return finding.id == "file-missing" || finding.id == "not-a-file";
}

}  // namespace

std::vector<CheckFinding> check_access(MaterialLook& look) {
  std::vector<CheckFinding> all;
  const auto add = [&](Finding finding) {
    if (is_said_elsewhere(finding)) return;
    const Urgency urgency = finding.severity == Severity::info ? Urgency::untidy : Urgency::weak;
    all.push_back({.finding = std::move(finding), .urgency = urgency});
  };
  try {
    ModesSeen seen = observe_modes({}, look.context);
    for (Finding& finding : seen.findings) add(std::move(finding));
    for (Finding& finding :
         judge_files(seen.files, {.caller_uid = look.context.host().effective_uid()}))
      add(std::move(finding));
  } catch (const Error&) {
    // main.cf or master.cf cannot be read as a whole, which is a finding of its own.
  }
  return all;
}

}  // namespace postseal
