// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace postseal {

// Characters FIRST, FIRST + STEP, ... LAST, and how far the one that each is folded to lies away.
struct FoldingRow {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t step = 1;
  std::int32_t distance = 0;
};
extern const std::array<FoldingRow, 194> folding_rows;  // by FIRST

// A character that is folded to two or three.
struct LongFolding {
  std::uint32_t code = 0;
  std::array<std::uint32_t, 3> folded{};  // zeros at the end
};
extern const std::array<LongFolding, 104> long_foldings;  // by CODE

}  // namespace postseal
