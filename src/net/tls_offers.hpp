// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <map>
#include <memory>
#include <string>

#include "net/tls_library.hpp"

namespace postseal::net {

// What is offered in handshakes: one for each kind of certificate, made when it is first asked for
// and shared by all handshakes of a run, since it takes longer to make than a handshake. Outlives
// them.
class TlsOffers {
 public:
  TlsOffers();
  TlsOffers(const TlsOffers&) = delete;
  TlsOffers& operator=(const TlsOffers&) = delete;
  TlsOffers(TlsOffers&&) = delete;
  TlsOffers& operator=(TlsOffers&&) = delete;
  ~TlsOffers();

  // ALGORITHM as in ServiceAddress; borrowed. Throws Error "crypto-failed" for one that OpenSSL
  // lacks.
  [[nodiscard]] SSL_CTX* of(const std::string& algorithm);

 private:
  struct Free {
    void operator()(SSL_CTX* context) const noexcept;
  };
  using Handle = std::unique_ptr<SSL_CTX, Free>;
  [[nodiscard]] Handle made_for(const std::string& algorithm) const;

  TlsLibrary library_ = lean_tls_library();
  std::map<std::string, Handle> made_{};
};

}  // namespace postseal::net
