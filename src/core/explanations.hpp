// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace postseal {

// What `postseal explain` says of the id of an error or a finding: one to three sentences each.
struct Explanation {
  std::string_view id{};
  std::string_view meaning{};
  std::string_view cause{};
  std::string_view remedy{};
};

// nullptr: no error or finding has this id.
[[nodiscard]] const Explanation* find_explanation(std::string_view id);

// Every id that is explained.
[[nodiscard]] std::vector<std::string_view> explained_ids();

// Where the explanations stand, by subject.
[[nodiscard]] std::span<const Explanation> explanations_of_chains();
[[nodiscard]] std::span<const Explanation> explanations_of_command_lines();
[[nodiscard]] std::span<const Explanation> explanations_of_configuration();
[[nodiscard]] std::span<const Explanation> explanations_of_deployments();
[[nodiscard]] std::span<const Explanation> explanations_of_dh();
[[nodiscard]] std::span<const Explanation> explanations_of_hooks();
[[nodiscard]] std::span<const Explanation> explanations_of_inputs();
[[nodiscard]] std::span<const Explanation> explanations_of_keys();
[[nodiscard]] std::span<const Explanation> explanations_of_modes();
[[nodiscard]] std::span<const Explanation> explanations_of_runs();
[[nodiscard]] std::span<const Explanation> explanations_of_levels();
[[nodiscard]] std::span<const Explanation> explanations_of_lists();
[[nodiscard]] std::span<const Explanation> explanations_of_material();
[[nodiscard]] std::span<const Explanation> explanations_of_parameters();
[[nodiscard]] std::span<const Explanation> explanations_of_peers();
[[nodiscard]] std::span<const Explanation> explanations_of_policies();
[[nodiscard]] std::span<const Explanation> explanations_of_probes();
[[nodiscard]] std::span<const Explanation> explanations_of_services();
[[nodiscard]] std::span<const Explanation> explanations_of_settings();

}  // namespace postseal
