// SPDX-License-Identifier: MIT
#include "core/chain_slots.hpp"

#include <algorithm>

namespace postseal {

std::optional<ChainSlots::Refusal> ChainSlots::use_cert_and_key(const LoaderObject& key,
                                                                const LoaderObject& leaf,
                                                                const LoadedChain& places) {
  if (key.public_key != leaf.public_key)
    return Refusal{LoadFault::mismatch, "private key mismatch"};
  if (leaf.slot.empty()) return Refusal{LoadFault::unsupported, "unknown certificate type"};
  Slot& slot = slot_named(leaf.slot);
  if (slot.certificate || slot.key)
    return Refusal{LoadFault::slot_taken, "not replacing certificate"};
  slot.chain = places;
  slot.chain.slot = leaf.slot;
  slot.certificate = leaf.public_key;
  slot.key = key.public_key;
  return std::nullopt;
}

std::optional<ChainSlots::Refusal> ChainSlots::use_certificate_chain(
    const std::vector<LoaderObject>& certificates, std::size_t file) {
  const LoaderObject& leaf = certificates.front();
  if (leaf.slot.empty()) return Refusal{LoadFault::unsupported, "unknown certificate type"};
  Slot& slot = slot_named(leaf.slot);
  slot.certificate = leaf.public_key;
  if (slot.key != slot.certificate) slot.key.reset();
  slot.chain.leaf = {.file = file};
  slot.chain.issuers.clear();
  for (std::size_t i = 1; i < certificates.size(); ++i)
    slot.chain.issuers.push_back({.file = file, .object = i});
  return std::nullopt;
}

std::optional<ChainSlots::Refusal> ChainSlots::use_private_key(const LoaderObject& key,
                                                               ObjectPlace place) {
  if (key.slot.empty()) return Refusal{LoadFault::unsupported, "unknown certificate type"};
  Slot& slot = slot_named(key.slot);
  if (slot.certificate && slot.certificate != key.public_key)
    return Refusal{LoadFault::mismatch, "key values mismatch"};
  slot.key = key.public_key;
  slot.chain.key = place;
  return std::nullopt;
}

bool ChainSlots::check_private_key() const {
  const Slot& slot = slots_.at(current_);
  return slot.certificate && slot.certificate == slot.key;
}

std::vector<LoadedChain> ChainSlots::chains() const {
  std::vector<LoadedChain> held;
  for (const Slot& slot : slots_)
    if (slot.certificate && slot.key) held.push_back(slot.chain);
  return held;
}

ChainSlots::Slot& ChainSlots::slot_named(const std::string& name) {
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const Slot& slot) { return slot.chain.slot == name; });
  current_ = static_cast<std::size_t>(std::distance(slots_.begin(), found));
  if (found != slots_.end()) return *found;
  slots_.push_back({.chain = {.slot = name}});
  return slots_.back();
}

}  // namespace postseal
