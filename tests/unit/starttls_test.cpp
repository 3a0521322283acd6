// SPDX-License-Identifier: MIT
#include "net/looks.hpp"

#include <openssl/ssl.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "core/error.hpp"
#include "crypto/certificate.hpp"
#include "fixture.hpp"
#include "loopback_server.hpp"

using namespace postseal;
using namespace std::chrono_literals;
using test::LoopbackServer;
using test::Peer;
using test::TlsConduct;

namespace {

// Long enough for a loaded machine; nothing waits for it to pass.
ServiceAddress at(const LoopbackServer& server) {
  return {.host = "127.0.0.1", .port = server.port(), .limit = 20s};
}

ServiceLook look_by_starttls(const TlsConduct& conduct, const std::string& algorithm = "") {
  const LoopbackServer server([&](Peer& peer) {
    peer.talk();
    test::serve_tls(peer, conduct);
  });
  ServiceAddress address = at(server);
  address.algorithm = algorithm;
  return net::look_at(address);
}

ServiceLook look_at_conduct(const std::function<void(Peer&)>& conduct, bool implicit = false) {
  const LoopbackServer server(conduct);
  ServiceAddress address = at(server);
  address.implicit = implicit;
  return net::look_at(address);
}

// The same where only the limit ends it.
ServiceLook look_shortly(const std::function<void(Peer&)>& conduct, bool implicit = false) {
  const LoopbackServer server(conduct);
  return net::look_at(
      {.host = "127.0.0.1", .port = server.port(), .implicit = implicit, .limit = 300ms});
}

// Which fixture the leaf of CHAIN is: "rsa", or "" for none.
std::string leaf_of(const ServiceLook& seen) {
  if (seen.chain.empty()) return "";
  const auto leaf = Certificate::read(seen.chain.front());
  for (const std::string name : {"rsa", "rsa-pss", "ec-P-384", "ed25519", "ed448"})
    if (leaf && leaf->pem() == test::fixture("keys/" + name + ".crt")) return name;
  return "another";
}

// Lets the client take its time: it is over when it leaves.
void wait_for_end(Peer& peer) {
  while (!peer.hear().empty()) {
  }
}

}  // namespace

TEST_CASE("a look: the server shows the certificate of the kind that is asked for", "[net]") {
  const int version = GENERATE(TLS1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION);
  const TlsConduct both{.certificates = {"rsa", "ec-P-384"}, .version = version};

  for (const auto& [algorithm, name] :
       {std::pair{"rsa", "rsa"}, std::pair{"ec", "ec-P-384"}, std::pair{"", "ec-P-384"}}) {
    const ServiceLook seen = look_by_starttls(both, algorithm);
    CHECK(seen.outcome == LookOutcome::shown);
    CHECK(leaf_of(seen) == name);
    CHECK(seen.said.empty());
  }
}

TEST_CASE("a look: Edwards curves and RSA-PSS keys have their kind too", "[net]") {
  const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
  const TlsConduct all{.certificates = {"rsa", "ec-P-384", "ed25519", "ed448"}, .version = version};

  CHECK(leaf_of(look_by_starttls(all, "ed25519")) == "ed25519");
  CHECK(leaf_of(look_by_starttls(all, "ed448")) == "ed448");
  CHECK(leaf_of(look_by_starttls({.certificates = {"rsa-pss"}, .version = version}, "rsa")) ==
        "rsa-pss");
}

TEST_CASE("a look: no certificate of that kind is an answer", "[net]") {
  const int version = GENERATE(TLS1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION);

  const ServiceLook seen =
      look_by_starttls({.certificates = {"ec-P-384"}, .version = version}, "rsa");

  CHECK(seen.outcome == LookOutcome::no_certificate);
  CHECK(seen.chain.empty());
  CHECK_FALSE(seen.said.empty());
}

TEST_CASE("a look: a kind that nobody knows is our fault, not the server's", "[net]") {
  CHECK_THROWS_AS(look_by_starttls({}, "dsa"), Error);
}

TEST_CASE("a look: the whole chain is taken down as it was sent", "[net]") {
  const ServiceLook seen = look_by_starttls({.certificates = {"../chains/served"}});

  REQUIRE(seen.chain.size() == 2);
  CHECK(Certificate::read(seen.chain[0])->pem() == test::fixture("chains/leaf.crt"));
  CHECK(Certificate::read(seen.chain[1])->pem() == test::fixture("chains/inter.crt"));
}

TEST_CASE("a look: a server that wants a client certificate has shown its own", "[net]") {
  const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);

  const ServiceLook seen = look_by_starttls({.version = version, .wants_client_certificate = true});

  CHECK(seen.outcome == LookOutcome::shown);
  CHECK(leaf_of(seen) == "rsa");
}

TEST_CASE("a look: it ends with QUIT, where a greeting was heard", "[net]") {
  const bool implicit = GENERATE(false, true);
  std::string said = "nothing";
  LoopbackServer server([&](Peer& peer) {
    if (!implicit) peer.talk();
    said = test::serve_tls(peer, {});
  });
  ServiceAddress address = at(server);
  address.implicit = implicit;

  const ServiceLook seen = net::look_at(address);
  server.finish();

  CHECK(leaf_of(seen) == "rsa");
  CHECK(said == (implicit ? "" : "QUIT\r\n"));
}

TEST_CASE("a look: a service without TLS to give says so", "[net]") {
  const ServiceLook refused = look_at_conduct([](Peer& peer) { peer.talk("454 not now\r\n"); });
  CHECK(refused.outcome == LookOutcome::refused);
  CHECK(refused.said == "454 not now");

  const ServiceLook none = look_at_conduct([](Peer& peer) {
    peer.say("220 mx\r\n");
    static_cast<void>(peer.hear_line());
    peer.say("250-mx\r\n250 PIPELINING\r\n");
  });
  CHECK(none.outcome == LookOutcome::no_tls);

  CHECK(look_at_conduct([](Peer& peer) { peer.say("554 no\r\n"); }).said == "554 no");
}

TEST_CASE("a look: a TLS service that ends the session before any TLS refuses it", "[net]") {
  const bool by_reset = GENERATE(false, true);

  const ServiceLook seen = look_at_conduct(
      [=](Peer& peer) {
        static_cast<void>(peer.hear());
        if (by_reset) peer.reset();
      },
      true);

  CHECK(seen.outcome == LookOutcome::refused);
  CHECK_FALSE(seen.said.empty());
}

TEST_CASE("a look: what is no TLS is quoted", "[net]") {
  const auto plain = [](Peer& peer) {
    peer.say("220 mx ESMTP\r\n");
    wait_for_end(peer);
  };
  const ServiceLook implicit = look_at_conduct(plain, true);
  CHECK(implicit.outcome == LookOutcome::no_answer);
  CHECK(implicit.said == "220 mx ESMTP");

  const ServiceLook garbage = look_at_conduct([](Peer& peer) {
    peer.talk();
    static_cast<void>(peer.hear());
    peer.say("\x16\x03\x01\xff\xff is longer than a record may be");
    wait_for_end(peer);
  });
  CHECK(garbage.outcome == LookOutcome::no_answer);
  CHECK_FALSE(garbage.said.empty());
}

TEST_CASE("a look: plaintext in one piece with the answer to STARTTLS ends it", "[net]") {
  const ServiceLook seen = look_at_conduct([](Peer& peer) {
    peer.talk("220 go ahead\r\n250 injected\r\n");
    wait_for_end(peer);
  });

  CHECK(seen.outcome == LookOutcome::injected);
  CHECK(seen.said == "plaintext came after its answer to STARTTLS");
}

TEST_CASE("a look: neither a line nor an answer may go on for ever", "[net]") {
  const ServiceLook line = look_at_conduct(
      [](Peer& peer) { peer.say("220 " + std::string(std::size_t{10} << 20, 'x')); });
  CHECK(line.outcome == LookOutcome::no_answer);
  CHECK(line.said == "a line of its answer does not end");

  const ServiceLook answer = look_at_conduct([](Peer& peer) {
    while (peer.say("220-mx\r\n")) {
    }
  });
  CHECK(answer.outcome == LookOutcome::no_answer);
  CHECK(answer.said == "an answer of it does not end");
}

TEST_CASE("a look: a handshake may not go on for ever either", "[net]") {
  // OpenSSL passes over any number of HelloRequests, which are four zero bytes each.
  const ServiceLook seen = look_at_conduct([](Peer& peer) {
    peer.talk();
    static_cast<void>(peer.hear());
    const std::string record = std::string("\x16\x03\x03\x10\x00", 5) + std::string(4096, '\0');
    while (peer.say(record)) {
    }
  });

  CHECK(seen.outcome == LookOutcome::no_answer);
  CHECK(seen.said == "its TLS handshake does not end");
}

TEST_CASE("a look: the limit holds, whatever a server does slowly", "[net]") {
  const auto drip = [](std::string_view byte) {
    return [=](Peer& peer) {
      while (peer.say(byte)) std::this_thread::sleep_for(5ms);
    };
  };
  CHECK(look_shortly(drip("2")).said == "timed out while talking SMTP");
  CHECK(look_shortly(drip("220-x\r\n")).outcome == LookOutcome::no_answer);
  CHECK(look_shortly(drip("\x16"), true).outcome == LookOutcome::no_answer);

  CHECK(look_shortly(wait_for_end).said == "timed out while talking SMTP");
  CHECK(look_shortly(wait_for_end, true).outcome == LookOutcome::no_answer);
  const ServiceLook silent = look_shortly([](Peer& peer) {
    peer.talk();
    wait_for_end(peer);
  });
  CHECK(silent.outcome == LookOutcome::no_answer);
  CHECK(silent.said == "timed out while talking TLS");
}

TEST_CASE("a look: a connection may be reset at any step of the dialogue", "[net]") {
  const int step = GENERATE(range(0, 7));

  const ServiceLook seen = look_at_conduct([=](Peer& peer) {
    int left = step;
    const auto may = [&] { return left-- > 0; };
    if (may()) peer.say("220 mx\r\n");
    if (may()) static_cast<void>(peer.hear_line());
    if (may()) peer.say("250 STARTTLS\r\n");
    if (may()) static_cast<void>(peer.hear_line());
    if (may()) peer.say("220 go\r\n");
    if (may()) static_cast<void>(peer.hear());
    peer.reset();
  });

  CHECK(seen.outcome == LookOutcome::no_answer);
  CHECK_FALSE(seen.said.empty());
}

TEST_CASE("a look: a handshake may be reset at any byte", "[net]") {
  const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
  const std::size_t bytes = GENERATE(1U, 4U, 6U, 50U, 90U, 200U, 700U, 1000U, 1200U, 1500U, 1600U);

  const ServiceLook seen = look_by_starttls({.version = version, .resets_after = bytes});

  // What came before the reset counts.
  CHECK(seen.outcome == (seen.chain.empty() ? LookOutcome::no_answer : LookOutcome::shown));
  if (bytes < 700) CHECK(seen.chain.empty());
  if (!seen.chain.empty()) CHECK(leaf_of(seen) == "rsa");
}

TEST_CASE("a look: names are looked up, and each address is tried", "[net]") {
  const LoopbackServer server([](Peer& peer) { peer.say("554 no\r\n"); });
  CHECK(net::look_at({.host = "localhost", .port = server.port(), .limit = 20s}).said == "554 no");
}

TEST_CASE("a look: who is not there has not answered", "[net]") {
  int port = 0;
  {
    const LoopbackServer server([](Peer& peer) { peer.reset(); });
    port = server.port();
    static_cast<void>(net::look_at(at(server)));
  }
  const ServiceLook closed = net::look_at({.host = "127.0.0.1", .port = port, .limit = 20s});
  CHECK(closed.outcome == LookOutcome::no_answer);
  CHECK(closed.said == "Connection refused while connecting");

  const ServiceLook nowhere =
      net::look_at({.host = std::string(300, 'x'), .port = 25, .limit = 20s});
  CHECK(nowhere.outcome == LookOutcome::no_answer);
  CHECK_FALSE(nowhere.said.empty());
}
