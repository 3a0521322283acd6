// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace postseal::test {

// The server's end of a connection. Nothing here fails or waits for more than a few seconds: what
// a client made of it is the client's to tell.
class Peer {
 public:
  explicit Peer(int descriptor) : descriptor_(descriptor) {}
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer();

  bool say(std::string_view bytes);       // false: nobody takes it any more
  [[nodiscard]] std::string hear();       // some bytes; "": the client left
  [[nodiscard]] std::string hear_line();  // with its end
  void reset();                           // ends the connection with a RST

  // Greeting, EHLO and STARTTLS, as far as ANSWER to that.
  void talk(std::string_view answer = "220 go ahead\r\n");

 private:
  int descriptor_;
};

// Serves CONNECTIONS on 127.0.0.1, one after another, in a thread of its own.
class LoopbackServer {
 public:
  explicit LoopbackServer(std::function<void(Peer&)> conduct, int connections = 1);
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  ~LoopbackServer();

  [[nodiscard]] int port() const { return port_; }
  void finish();  // waits until the connections are served

 private:
  int listener_;
  int port_;
  std::thread thread_{};
};

struct TlsConduct {
  std::vector<std::string> certificates{"rsa"};  // of the fixtures in keys/; none: anonymous
  int version = 0;                               // TLS1_2_VERSION, say; 0: any
  bool wants_client_certificate = false;
  std::size_t resets_after = std::numeric_limits<std::size_t>::max();  // bytes sent
};

// The server's half of a TLS session; returns the name that the client sent along (SNI), if it did,
// and what it said in it.
std::string serve_tls(Peer& peer, const TlsConduct& conduct);

}  // namespace postseal::test
