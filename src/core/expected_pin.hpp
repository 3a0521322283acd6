// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/digest.hpp"

namespace postseal {

// A fingerprint that somebody was told, to be compared with one that is seen.
struct ExpectedPin {
  Digest digest = Digest::sha256;
  std::string bytes{};
};

// Hexadecimal digits with or without colons, blanks and dashes, also after "SHA256:", "sha256=" and
// the like or "3 1 1" (TLSA); base64, as in pin-sha256. The length says which digest it is.
// nullopt: none.
[[nodiscard]] std::optional<ExpectedPin> parse_expected_pin(std::string_view text);

// Fingerprints written in different ways are equal by this: lower-case digits alone; "": it is
// none.
[[nodiscard]] std::string bare_pin(std::string_view pin);

}  // namespace postseal
