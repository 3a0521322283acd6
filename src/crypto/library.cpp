// SPDX-License-Identifier: MIT
#include "crypto/library.hpp"

#include <openssl/crypto.h>

namespace postseal::crypto {

std::string library_version() { return OpenSSL_version(OPENSSL_VERSION); }

void start_lean() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
}

}  // namespace postseal::crypto
