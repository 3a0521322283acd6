// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <string>

namespace postseal {

// The libssl slot of a key ("RSA", "RSA-PSS", "DSA", "ECDSA", "ED25519", "ED448"); empty: libssl
// serves no such key.
[[nodiscard]] std::string slot_of(const EVP_PKEY* key);

// A text that is equal for two keys if EVP_PKEY_eq calls them equal, whatever their encoding
// (compressed points, named or explicit curves). Empty: no key.
[[nodiscard]] std::string public_identity(const EVP_PKEY* key);

}  // namespace postseal
