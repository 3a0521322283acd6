// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/case_folding.hpp"
#include "core/key_hashes.hpp"

namespace postseal {

// Reads a source from its start, and gives it away piece by piece.
using Pieces = std::function<void(const std::function<void(std::string_view)>& take)>;

// A text as one piece.
[[nodiscard]] Pieces pieces_of(std::string_view text);

enum class LineUse {
  entry,
  no_value,  // a key alone; postmap and daemons warn of these lines and pass them over
  not_utf8,  // where Postfix reads UTF-8
};

// A line of a table's source while it is looked at.
struct TableLine {
  std::string_view key{};
  std::string_view value{};
  int line = 0;
  LineUse use = LineUse::entry;
};

// Gives TAKE the lines of a source as postmap(1) and texthash tables take them apart. Returns the
// numbers of those that continue nothing.
std::vector<int> for_each_line(const Pieces& source, KeyCase by,
                               const std::function<void(const TableLine&)>& take);

// A key that a texthash table has twice.
struct RepeatedKey {
  std::string key{};  // as it is written there
  int line = 0;       // of its second entry
};

// The first of them. A daemon does not open such a table at all (dict_thash_open()): every lookup
// fails. nullopt: each key is there once.
[[nodiscard]] std::optional<RepeatedKey> repeated_key(const Pieces& source, KeyCase by);
// The same for whoever has the hashes of all keys already.
[[nodiscard]] std::optional<RepeatedKey> repeated_key(const Pieces& source, KeyCase by,
                                                      const KeyHashes& hashes);

}  // namespace postseal
