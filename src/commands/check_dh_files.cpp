// SPDX-License-Identifier: MIT
#include "commands/check_dh_files.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "core/dh_advice.hpp"
#include "core/error.hpp"
#include "crypto/dh.hpp"

namespace postseal {
namespace {

// What OpenSSL and Postfix refuse breaks something today; a short or shared prime is merely weak.
Urgency urgency_of(const Finding& finding) {
  if (finding.severity == Severity::info) return Urgency::untidy;
  if (finding.id == "dh-too-small" || finding.id == "dh-weak-prime") return Urgency::weak;
  return finding.severity == Severity::error ? Urgency::broken : Urgency::weak;
}

std::vector<CheckFinding> judge_file(MaterialLook& look, const std::string& path) {
  std::vector<CheckFinding> all;
  const auto bytes = bytes_of(look.context.host(), path);
  if (!bytes) return all;  // Postfix says so itself
  try {
    const DhParams params = read_dh_params(bytes->reveal(), path);
    for (Finding& finding : judge_dh(params, examine_dh(params), path, look.config.version)) {
      const Urgency urgency = urgency_of(finding);
      all.push_back({.finding = std::move(finding), .urgency = urgency});
    }
  } catch (const Error& error) {
    const Problem& problem = error.problem();
    all.push_back({.finding = {.id = problem.id,
                               .severity = Severity::warning,
                               .subject = path,
                               .message = fmt::format("{}: Postfix goes on without the file",
                                                      problem.message),
                               .hint = problem.hint},
                   .urgency = Urgency::weak});
  }
  return all;
}

}  // namespace

std::vector<CheckFinding> check_dh_files(MaterialLook& look, const std::vector<MaterialUse>& uses) {
  std::vector<CheckFinding> all;
  std::set<std::string> passed;
  for (const MaterialUse& use : uses) {
    if (use.use != ChainUse::server || use.prefix != "smtpd_tls_") continue;
    const std::string value = value_in(look.config, use.service, dh_parameter);
    if (value.empty() || value == "auto" || !passed.insert(value).second) continue;
    for (CheckFinding& finding : judge_file(look, look.absolute(value)))
      all.push_back(std::move(finding));
  }
  return all;
}

}  // namespace postseal
