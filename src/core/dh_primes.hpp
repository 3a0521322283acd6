// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace postseal {

enum class PrimeKind {
  group,   // of RFC 7919 or RFC 3526: `name` is the DhGroup's
  shared,  // compiled into programs, large enough
  unsafe,  // not a safe prime, and nobody says where it is from (RFC 5114)
  weak,    // in wide use and small: one precomputation opens every session (Logjam)
};

// A prime that many servers use.
struct KnownPrime {
  std::string_view sha256{};  // of the big-endian bytes without leading zeros, lower-case hex
  PrimeKind kind = PrimeKind::shared;
  std::string_view name{};  // where it is from: "Apache mod_ssl 2.2"
};

[[nodiscard]] std::optional<KnownPrime> find_prime(std::string_view sha256);

}  // namespace postseal
