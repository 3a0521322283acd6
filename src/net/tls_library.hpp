// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <memory>

namespace postseal::net {

struct FreeTlsLibrary {
  OSSL_PROVIDER* provider = nullptr;  // loaded into it
  void operator()(OSSL_LIB_CTX* library) const noexcept;
};
using TlsLibrary = std::unique_ptr<OSSL_LIB_CTX, FreeTlsLibrary>;

// OpenSSL's own algorithms without the decoders that no handshake needs. For each certificate that
// arrives OpenSSL 3 goes through all decoders there are, keys in every form of file, which takes
// half the time of a handshake. null: this OpenSSL does not go along; its default is as good, and
// slower.
[[nodiscard]] TlsLibrary lean_tls_library();

}  // namespace postseal::net
