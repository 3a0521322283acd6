// SPDX-License-Identifier: MIT
#include "core/explanations.hpp"

#include <array>

namespace postseal {
namespace {

std::array<std::span<const Explanation>, 19> tables() {
  return {explanations_of_chains(),
          explanations_of_command_lines(),
          explanations_of_configuration(),
          explanations_of_deployments(),
          explanations_of_dh(),
          explanations_of_hooks(),
          explanations_of_inputs(),
          explanations_of_keys(),
          explanations_of_modes(),
          explanations_of_runs(),
          explanations_of_levels(),
          explanations_of_lists(),
          explanations_of_material(),
          explanations_of_parameters(),
          explanations_of_peers(),
          explanations_of_policies(),
          explanations_of_probes(),
          explanations_of_services(),
          explanations_of_settings()};
}

}  // namespace

const Explanation* find_explanation(std::string_view id) {
  for (const auto& table : tables())
    for (const Explanation& one : table)
      if (one.id == id) return &one;
  return nullptr;
}

std::vector<std::string_view> explained_ids() {
  std::vector<std::string_view> ids;
  for (const auto& table : tables())
    for (const Explanation& one : table) ids.push_back(one.id);
  return ids;
}

}  // namespace postseal
