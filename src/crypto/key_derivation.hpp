// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include "core/secret.hpp"

struct PKCS12_st;  // OpenSSL's PKCS12

namespace postseal {

// Every file says itself how often a passphrase is hashed before it is a key, and nothing bounds
// the number. More than this, in all the parts of a file together, would only keep us busy: it is
// about a second, and OpenSSL's and the NSS's files ask for 2048 to 600000.
inline constexpr long most_rounds = 2'000'000;

// How many rounds an encryption asks for (PBES1, PBES2 with PBKDF2 or scrypt, and those of
// PKCS#12); 0: none. Never more than most_rounds + 1, which stands for all that is too many.
[[nodiscard]] long rounds_of(const X509_ALGOR* algorithm);

// Those of the MAC of a PKCS#12 file.
[[nodiscard]] long rounds_of_mac(const PKCS12_st* bag);

// The same for a whole PKCS#12 file: its MAC, its parts, and the keys in parts that are encrypted
// themselves, for which the parts are opened with PASSPHRASE.
[[nodiscard]] long rounds_of(const PKCS12_st* bag, const Secret& passphrase);

}  // namespace postseal
