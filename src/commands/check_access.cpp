// SPDX-License-Identifier: MIT
#include "commands/check_access.hpp"

#include <set>
#include <utility>

#include "commands/modes_files.hpp"
#include "core/error.hpp"

namespace postseal {
namespace {

// Files that are not there: what Postfix makes of that is told of each service.
bool is_said_elsewhere(const Finding& finding) {
  return finding.id == "file-missing" || finding.id == "not-a-file";
}

// Tables of their own name their files to modes check; what stands in main.cf itself does not.
std::vector<std::string> named_inline(const std::vector<SniFile>& sni_files) {
  std::vector<std::string> paths;
  for (const SniFile& file : sni_files)
    for (const std::string& from : file.from)
      if (from == "tls_server_sni_maps") paths.push_back(file.path);
  return paths;
}

}  // namespace

std::vector<CheckFinding> check_access(MaterialLook& look, const std::vector<SniFile>& sni_files) {
  std::vector<CheckFinding> all;
  std::set<std::pair<std::string, std::string>> said;
  const auto add = [&](Finding finding) {
    if (is_said_elsewhere(finding)) return;
    if (!said.insert({finding.id, finding.subject}).second) return;
    const Urgency urgency = finding.severity == Severity::info ? Urgency::untidy : Urgency::weak;
    all.push_back({.finding = std::move(finding), .urgency = urgency});
  };
  const auto add_all = [&](ModesSeen seen) {
    for (Finding& finding : seen.findings) add(std::move(finding));
    for (Finding& finding :
         judge_files(seen.files, {.caller_uid = look.context.host().effective_uid()}))
      add(std::move(finding));
  };
  try {
    add_all(observe_modes({}, look.context));
    if (const auto paths = named_inline(sni_files); !paths.empty())
      add_all(observe_modes(paths, look.context));
  } catch (const Error&) {
    // main.cf or master.cf cannot be read as a whole, which is a finding of its own.
  }
  return all;
}

}  // namespace postseal
