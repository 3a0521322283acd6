// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace postseal {

// The name that a misspelt word most likely means: by edit distance (Levenshtein), at most a third
// of its length; nullopt if none is that near.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> names);

}  // namespace postseal
