// SPDX-License-Identifier: MIT
#include "core/key_hashes.hpp"

namespace postseal {
namespace {

std::uint64_t never_free(std::uint64_t hash) { return hash == 0 ? 1 : hash; }

}  // namespace

void KeyHashes::add(std::uint64_t hash) {
  // By chance a table of all host names there are has none; a table of one key over and over one.
  constexpr std::size_t most_repeated = 1000;
  hash = never_free(hash);
  if (insert(hash) || repeated_.size() >= most_repeated) return;
  repeated_.insert(hash);
}

bool KeyHashes::is_repeated(std::uint64_t hash) const {
  return repeated_.find(never_free(hash)) != repeated_.end();
}

// False: it was there.
bool KeyHashes::insert(std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask)
    if (slots_[at] == hash) return false;
  slots_[at] = hash;
  // Three quarters: searches stay short, and 1,500,000 keys need 16 MiB.
  if (++used_ * 4 > slots_.size() * 3) grow();
  return true;
}

void KeyHashes::grow() {
  std::vector<std::uint64_t> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const std::uint64_t hash : slots_) {
    if (hash == 0) continue;
    std::size_t at = hash & mask;
    while (larger[at] != 0) at = (at + 1) & mask;
    larger[at] = hash;
  }
  slots_.swap(larger);
}

}  // namespace postseal
