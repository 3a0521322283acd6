// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace postseal {

// How many letters must be put in, left out or replaced to make one word of the other
// (Levenshtein).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The name that a misspelt word most likely means: by edit distance (Levenshtein), at most a third
// of its length; nullopt if none is that near.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> names);

}  // namespace postseal
