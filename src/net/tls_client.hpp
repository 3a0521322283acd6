// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/served.hpp"

namespace postseal::net {

// Our half of a TLS handshake, apart from any connection: bytes in, bytes out, and the
// certificates as soon as they were sent. asio::ssl would do the same, but starts OpenSSL before
// main does, for every command.
class TlsClient {
 public:
  // OFFER: of TlsOffers, which outlives this. SERVER_NAME as in ServiceAddress.
  TlsClient(SSL_CTX* offer, const std::string& server_name);
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  TlsClient(TlsClient&&) = delete;
  TlsClient& operator=(TlsClient&&) = delete;
  ~TlsClient();

  enum class State { going, done, failed };

  // Takes what arrived (first of all: nothing) and goes on as far as that leads.
  [[nodiscard]] State take(std::string_view arrived);

  // What is to be sent now; it is handed out once.
  [[nodiscard]] std::string outgoing();

  // To be sent last, once the handshake is done: WORDS, and the end of the session.
  void say_goodbye(std::string_view words);

  [[nodiscard]] bool heard() const;  // anything at all

  // The chain as far as it was sent, and what the handshake came to; without an address.
  [[nodiscard]] ServiceLook seen() const;

  // What came first, when it was no TLS at all; one line.
  [[nodiscard]] const std::string& plaintext() const;

 private:
  struct Parts;
  [[nodiscard]] State failed(LookOutcome outcome, std::string said);
  [[nodiscard]] State done();

  std::unique_ptr<Parts> parts_;
};

}  // namespace postseal::net
