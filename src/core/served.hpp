// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// A listener of a mail server, and the kind of certificate that is asked of it.
struct ServiceAddress {
  std::string host{};     // name or address literal, without brackets
  int port = 0;           // TCP
  bool implicit = false;  // TLS at once (port 465) instead of STARTTLS
  // "rsa", "ec", "ed25519", "ed448": only signatures of this kind are offered, so that a server
  // with several certificates shows this one; "" takes whatever it likes best.
  std::string algorithm{};
  std::string server_name{};               // sent along (SNI, RFC 6066); "": none
  std::chrono::milliseconds limit{10000};  // for everything: name, connection, dialogue, handshake
};

// What came of a look at a service. `shown`: it sent a certificate, whatever became of the
// handshake afterwards. `refused`: it answered STARTTLS with 454, or ended an implicit session
// before any TLS. `no_certificate`: TLS was spoken, and there was none of the kind asked for.
// `no_tls`: STARTTLS is not offered. `injected`: plaintext came between its answer to STARTTLS and
// the handshake (CVE-2011-0411). `no_answer`: nothing that could be understood in time.
enum class LookOutcome { shown, refused, no_certificate, no_tls, injected, no_answer };

struct ServiceLook {
  LookOutcome outcome = LookOutcome::no_answer;
  std::vector<std::string> chain{};  // DER, as sent, leaf first; only for `shown`
  std::string said{};                // its words, or those of the system; one line, unescaped
  std::string address{};             // the literal that answered; "": nobody did
  // Of a handshake that came to its end; else "".
  std::string protocol{};  // "TLSv1.3"
  std::string cipher{};    // as OpenSSL calls it: "TLS_AES_256_GCM_SHA384"
  std::string group{};     // of the key exchange: "X25519", "DH 2048 bits"
};

// The hosts that take mail for a domain (RFC 5321, 5.1).
struct MailExchangers {
  struct One {
    int preference = 0;
    std::string host{};  // in lower case, without the dot at its end
  };
  std::vector<One> hosts{};  // by preference, then name
  bool by_address = false;   // there is no MX record, and the domain itself has an address
  bool none = false;         // it takes no mail at all (null MX, RFC 7505)
  std::string error{};       // why nothing is known; the words of the resolver
};

// What a look after a deployment came to, for one service and one kind of certificate.
enum class ServedState { confirmed, contradicted, no_answer };

struct ServedSeen {
  std::string service{};    // "submission/inet"
  std::string algorithm{};  // as in ServiceAddress
  ServedState state = ServedState::no_answer;
  std::string fingerprint{};  // SHA-256 of the leaf that was shown, with colons; "": none
  std::string said{};         // why it was not shown
};

// "confirmed", "contradicted", "no-answer".
[[nodiscard]] std::string_view name_of(ServedState state);

}  // namespace postseal
