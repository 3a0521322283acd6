// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// A pattern is the text of a message with holes: "error opening chain file: {file}: {why}". A hole
// takes anything, the least that will do; "{depth#}" takes digits only, perhaps after a minus.
struct Captured {
  std::string_view name{};
  std::string_view value{};
  friend bool operator==(const Captured&, const Captured&) = default;
};

enum class Where { whole, anywhere };  // anywhere: something may stand before and after it

// What the holes took; nullopt: the pattern does not fit. Takes time in proportion to the text.
[[nodiscard]] std::optional<std::vector<Captured>> captured_by(std::string_view pattern,
                                                               std::string_view text,
                                                               Where where = Where::whole);

// How much a pattern says: of two that fit a text, the one with more is meant.
[[nodiscard]] std::size_t weight_of(std::string_view pattern);

// The text with its holes filled: "{file}" becomes the value in double quotes, escaped; "{file!}"
// the value as a word of a command, and FILE if a shell could read something else in it.
[[nodiscard]] std::string filled(std::string_view text, const std::vector<Captured>& captured);

// The names of the holes of a text.
[[nodiscard]] std::vector<std::string_view> holes_of(std::string_view text);

}  // namespace postseal
