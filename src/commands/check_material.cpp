// SPDX-License-Identifier: MIT
#include "commands/check_chains.hpp"
#include "commands/check_names.hpp"
#include "commands/check_parts.hpp"
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
  add(judge.findings());
  add(check_names(look, uses));
  return seen;
}

}  // namespace postseal
