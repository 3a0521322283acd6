// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/tls_engine.hpp"

namespace postseal {

// How many times a server sets up what every TLS context has: from 3.4 on there is one for SNI.
[[nodiscard]] constexpr int server_contexts(const PostfixVersion& version) {
  return version >= PostfixVersion{3, 4, 0} ? 2 : 1;
}

// smtpd_tls_dh1024_param_file.
void load_dh(TlsEngine& engine);

struct Handshake {
  std::string peer{};       // as the log names it
  std::string failure{};    // what is logged where none succeeds; may be empty
  bool enforce = false;     // the mandatory parameters count
  bool ask = false;         // for a client certificate
  std::string protocols{};  // the parameter that names them
};
// What happens to a client that wants a certificate (tls_server_start()).
void shake_hands(TlsEngine& engine, const Handshake& handshake);

}  // namespace postseal
