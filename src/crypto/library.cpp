// SPDX-License-Identifier: MIT
#include "crypto/library.hpp"

#include <openssl/crypto.h>

namespace postseal::crypto {

std::string library_version() { return OpenSSL_version(OPENSSL_VERSION); }

}  // namespace postseal::crypto
