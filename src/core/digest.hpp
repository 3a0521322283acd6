// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace postseal {

// The digests a fingerprint is made with.
enum class Digest { md5, sha1, sha256, sha384, sha512 };

inline constexpr std::array all_digests{Digest::md5, Digest::sha1, Digest::sha256, Digest::sha384,
                                        Digest::sha512};

// "sha256", as the command line and main.cf spell it.
[[nodiscard]] std::string_view name_of(Digest digest);

// The length of its value in bytes.
[[nodiscard]] std::size_t size_of(Digest digest);

// By name, in any case; "SHA-256" and "SHA2-256" too, which OpenSSL and so Postfix know. nullopt:
// another digest.
[[nodiscard]] std::optional<Digest> find_digest(std::string_view name);

}  // namespace postseal
