// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace postseal::net {

// A cipher suite of TLS 1.2 or earlier that encrypts; clients offer no other.
struct CipherSuite {
  std::string slot{};      // the certificate it takes, as LoadedChain::slot: "RSA", ...; "": none
  int first_tls = 0x0301;  // the first version that has it
  bool curves = false;     // its key exchange takes a group that both sides know
};

// What OpenSSL makes of a cipher list, on a server that sets no security level. nullopt: it refuses
// the list ("no cipher match").
[[nodiscard]] std::optional<std::vector<CipherSuite>> cipher_suites(const std::string& list);

// What OpenSSL knows of the name of a key exchange group, as Postfix looks it up.
enum class GroupUse { unknown, unsupported, usable };
[[nodiscard]] GroupUse group_use(const std::string& name);

}  // namespace postseal::net
