// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// A key that a texthash table has twice.
struct RepeatedKey {
  std::string key{};  // as it is written there
  int line = 0;       // of its second entry
};

// The first of them. A daemon does not open such a table at all (dict_thash_open()): every lookup
// fails. nullopt: each key is there once. Keys are compared in lower case.
[[nodiscard]] std::optional<RepeatedKey> repeated_key(std::string_view text);

}  // namespace postseal
