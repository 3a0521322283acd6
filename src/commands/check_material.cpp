// SPDX-License-Identifier: MIT
#include "commands/check_access.hpp"
#include "commands/check_cas.hpp"
#include "commands/check_chains.hpp"
#include "commands/check_dh_files.hpp"
#include "commands/check_listing.hpp"
#include "commands/check_names.hpp"
#include "commands/check_parts.hpp"
#include "commands/check_places.hpp"
#include "commands/check_sni.hpp"
#include "commands/check_uses.hpp"

namespace postseal {

MaterialSeen check_material(Context& context, const CheckedConfig& config, int within) {
  MaterialLook look{
      .context = context, .config = config, .within = within, .files = SeenFiles(context.host())};
  MaterialSeen seen;
  const auto add = [&](const std::vector<CheckFinding>& more) {
    seen.findings.insert(seen.findings.end(), more.begin(), more.end());
  };
  const std::vector<MaterialUse> uses = material_uses(look);
  ChainJudge judge(look);
  for (const MaterialUse& use : uses)
    for (const ShownChain& chain : use.chains) (void)judge.judge(chain, use.use);
  const SniSeen sni = check_sni(look, uses, judge);
  add(judge.findings());
  add(check_names(look, uses, sni.names));
  add(sni.findings);
  add(check_cas(look, uses));
  add(check_dh_files(look, uses));
  add(check_places(look, uses));
  add(check_access(look, sni.files));
  seen.files = list_files(look, judge, sni.files);
  return seen;
}

}  // namespace postseal
