// SPDX-License-Identifier: MIT
#include "commands/self_signed.hpp"

#include <memory>
#include <utility>

namespace postseal {

std::vector<std::string> paths_of(const IdentitySeen& identity) {
  std::vector<std::string> paths;
  for (const OutputSeen& file : identity.files) paths.push_back(file.path);
  return paths;
}

std::vector<Step> self_signed_steps(const Context& context, const StateSeen& state,
                                    const IdentitySeen& identity, const SelfSignedWish& wish) {
  std::vector<Step> steps = identity_steps(identity, wish.now);
  if (steps.empty()) return steps;
  auto* write = std::get_if<WriteFiles>(&steps.front().effect);
  if (write == nullptr) return steps;  // modes only
  const MaterialNames& names = identity.wish.files;
  const IdentityRecord* record = state.find(names.name);
  GenerationWish generation{
      .record =
          record != nullptr ? *record : IdentityRecord{.name = names.name, .layout = names.layout},
      .why = wish.why,
      .parameters = wish.edits,
      .now = wish.now};
  for (std::size_t i = 0; i < identity.files.size(); ++i) {
    const OutputSeen& file = identity.files[i];
    generation.files.push_back(
        {.path = file.path, .mode = write->files.at(i).access.mode, .minted = i});
    if (file.status)
      generation.found.push_back({.path = file.path,
                                  .mode = file.status->mode & 0777U,
                                  .known = std::make_shared<const Secret>(file.bytes.copy())});
  }
  for (Step& step : keep_generation(context, state, *write, std::move(generation)))
    steps.push_back(std::move(step));
  return steps;
}

}  // namespace postseal
