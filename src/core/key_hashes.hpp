// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

namespace postseal {

// The hashes of a table's keys, 16 bytes or less for each, and those that came twice. Whether the
// keys are the same a second look at the table has to tell.
class KeyHashes {
 public:
  void add(std::uint64_t hash);
  [[nodiscard]] bool has_repeated() const { return !repeated_.empty(); }
  [[nodiscard]] bool is_repeated(std::uint64_t hash) const;

 private:
  [[nodiscard]] bool insert(std::uint64_t hash);
  void grow();

  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(1024);  // 0: free
  std::size_t used_ = 0;
  std::unordered_set<std::uint64_t> repeated_{};
};

}  // namespace postseal
