// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string_view>

#include "core/secret.hpp"

namespace postseal {

// TEXT with the PEM blocks that begin on these lines (from 1) replaced by other blocks, each with
// its final newline; every other byte stays.
[[nodiscard]] Secret with_blocks_replaced(std::string_view text,
                                          const std::map<int, const Secret*>& blocks);

}  // namespace postseal
