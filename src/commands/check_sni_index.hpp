// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/check_files.hpp"

namespace postseal {

// What postmap -F would store now.
struct StoredSni {
  struct Entry {
    std::size_t value = 0;  // a hash of what would be stored
    std::string name{};     // one of those that it is for
    std::string file{};     // the first of its files
  };
  std::string type{};    // "hash"
  std::string source{};  // absolute
  std::string index{};   // absolute
  std::vector<Entry> entries{};

  void add(const Secret& value, std::string name, std::string file);
};

// Whether the index is there, holds the files themselves (postmap -F), and as they are now.
[[nodiscard]] std::vector<CheckFinding> check_sni_index(MaterialLook& look, const StoredSni& stored,
                                                        const Setting& setting);

}  // namespace postseal
