// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/tls_engine.hpp"
#include "net/cipher_suites.hpp"

namespace postseal {

// What tls_set_ciphers() is given as a session starts.
struct CipherChoice {
  std::string peer{};    // as the log names it
  bool enforce = false;  // the mandatory parameters count
  std::string also_excluded{};
  std::string consequence{};  // for people: what comes of a refusal
};

// The suites that a handshake can choose from; nullopt: Postfix breaks it off, and says so.
[[nodiscard]] std::optional<std::vector<net::CipherSuite>> set_ciphers(TlsEngine& engine,
                                                                       const CipherChoice& choice);

}  // namespace postseal
