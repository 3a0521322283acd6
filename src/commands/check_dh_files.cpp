// SPDX-License-Identifier: MIT
#include "commands/check_dh_files.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "core/dh_advice.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "crypto/dh.hpp"

namespace postseal {
namespace {

// Export ciphers, the only use of a prime of 512 bits, are in no OpenSSL that Postfix 3.2 takes.
constexpr PostfixVersion without_export_ciphers{3, 2, 0};

// What OpenSSL and Postfix refuse breaks something today; a short or shared prime is merely weak.
Urgency urgency_of(const Finding& finding) {
  if (finding.severity == Severity::info) return Urgency::untidy;
  if (finding.id == "dh-too-small" || finding.id == "dh-weak-prime") return Urgency::weak;
  return finding.severity == Severity::error ? Urgency::broken : Urgency::weak;
}

CheckFinding needless(const Setting& setting, std::string_view parameter, std::string why,
                      std::string hint) {
  return {.finding = finding_about(
              setting, {.id = "dh-needless",
                        .severity = Severity::info,
                        .message = fmt::format("{}: this Postfix needs no such file: {}", parameter,
                                               std::move(why)),
                        .hint = std::move(hint)}),
          .urgency = Urgency::untidy};
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
    for (const std::string_view parameter :
         {dh_parameter, std::string_view("smtpd_tls_dh512_param_file")}) {
      const auto setting = setting_of(look.config, use.service, parameter);
      if (!setting || setting->value.empty() || setting->value == "auto") continue;
      if (!passed.insert(fmt::format("{}={}", parameter, setting->value)).second) continue;
      if (parameter != dh_parameter) {
        if (look.config.version >= without_export_ciphers)
          all.push_back(needless(*setting, parameter, "export ciphers are gone",
                                 fmt::format("remove {}", parameter)));
        continue;
      }
      const DhAdvice advice = advise_dh(look.config.version);
      if (advice.automatic)
        all.push_back(needless(*setting, parameter, advice.reason, advice.suggestion));
      for (CheckFinding& finding : judge_file(look, look.absolute(setting->value)))
        all.push_back(std::move(finding));
    }
  }
  return all;
}

}  // namespace postseal
