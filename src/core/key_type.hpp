// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace postseal {

// The key types postseal makes, in the spelling of the command line.
enum class KeyType {
  rsa_2048,
  rsa_3072,
  rsa_4096,
  ec_p256,
  ec_p384,
  ec_p521,
  ed25519,
  ed448,
};

inline constexpr std::array all_key_types{
    KeyType::rsa_2048, KeyType::rsa_3072, KeyType::rsa_4096, KeyType::ec_p256,
    KeyType::ec_p384,  KeyType::ec_p521,  KeyType::ed25519,  KeyType::ed448,
};

// "ec:p256", "rsa:3072", ...
[[nodiscard]] std::string_view name_of(KeyType type);

// Reads a name, "rsa" (rsa:3072) and "ec" (ec:p256) included. OPTION names the subject of the
// usage Error ("key-type-unknown") that any other word is.
[[nodiscard]] KeyType parse_key_type(std::string_view text, std::string_view option);

}  // namespace postseal
