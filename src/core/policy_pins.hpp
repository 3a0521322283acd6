// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/digest.hpp"
#include "core/version.hpp"

namespace postseal {

// What Postfix makes of one fingerprint of its configuration.
enum class PinVerdict {
  usable,
  malformed,     // no hexadecimal digits, or other characters between them
  colonless,     // this version compares text, with colons
  wrong_length,  // no value of the digest is that long
  of_nothing,    // the digest of no bytes at all: what made it had read nothing
};

struct PinLook {
  PinVerdict verdict = PinVerdict::usable;
  std::size_t size = 0;          // bytes
  std::optional<Digest> fits{};  // the digest whose values are that long
};

// DIGEST: nullopt: one whose length we do not know.
[[nodiscard]] PinLook look_at_pin(std::string_view pin, std::optional<Digest> digest,
                                  const PostfixVersion& version);

// The same for a key of check_ccert_access and relay_clientcerts: text with colons in every
// version.
[[nodiscard]] PinLook look_at_access_key(std::string_view key, std::optional<Digest> digest);

}  // namespace postseal
