// SPDX-License-Identifier: MIT
#include "net/looks.hpp"

#include <openssl/ssl.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <stdexcept>
#include <thread>

#include "core/error.hpp"
#include "loopback_server.hpp"

using namespace postseal;
using namespace std::chrono_literals;
using test::LoopbackServer;
using test::Peer;
using test::TlsConduct;

namespace {

ServiceAddress at(const LoopbackServer& server, const std::string& algorithm = "") {
  return {.host = "127.0.0.1", .port = server.port(), .algorithm = algorithm, .limit = 20s};
}

std::map<std::size_t, ServiceLook> looks_at(const std::vector<ServiceAddress>& addresses,
                                            std::size_t at_once) {
  std::map<std::size_t, ServiceLook> looks;
  const auto here = std::this_thread::get_id();
  net::look_at_all(addresses, at_once, [&](std::size_t index, ServiceLook look) {
    CHECK(std::this_thread::get_id() == here);
    CHECK(looks.emplace(index, std::move(look)).second);
  });
  return looks;
}

std::function<void(Peer&)> serving(const TlsConduct& conduct) {
  return [=](Peer& peer) {
    peer.talk();
    test::serve_tls(peer, conduct);
  };
}

ServiceLook look(const std::function<void(Peer&)>& conduct, const std::string& algorithm = "") {
  const LoopbackServer server(conduct);
  return net::look_at(at(server, algorithm));
}

void wait_for_end(Peer& peer) {
  while (!peer.hear().empty()) {
  }
}

}  // namespace

TEST_CASE("many looks: each is handed over once, and all are under way together", "[net]") {
  // Each server answers only when all of them are connected: one after another would never end.
  constexpr int many = 50;
  std::atomic<int> connected = 0;
  std::deque<LoopbackServer> servers;
  std::vector<ServiceAddress> addresses;
  for (int i = 0; i < many; ++i) {
    servers.emplace_back([&](Peer& peer) {
      ++connected;
      while (connected < many) std::this_thread::sleep_for(1ms);
      peer.say("554 no\r\n");
    });
    addresses.push_back(at(servers.back()));
  }

  const auto looks = looks_at(addresses, many);

  CHECK(looks.size() == many);
  for (const auto& [index, seen] : looks) CHECK(seen.said == "554 no");
}

TEST_CASE("many looks: no more at once than asked for", "[net]") {
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  std::deque<LoopbackServer> servers;
  std::vector<ServiceAddress> addresses;
  for (int i = 0; i < 20; ++i) {
    servers.emplace_back([&](Peer& peer) {
      const int count = ++now;
      for (int seen = most; seen < count && !most.compare_exchange_weak(seen, count);) {
      }
      std::this_thread::sleep_for(2ms);
      --now;  // before the client can know of it
      peer.say("554 no\r\n");
    });
    addresses.push_back(at(servers.back()));
  }

  CHECK(looks_at(addresses, 3).size() == 20);

  CHECK(most <= 3);
}

TEST_CASE("many looks: one service is asked for one kind after another", "[net]") {
  // It serves one connection at a time: the second is not even begun before the first has ended.
  const LoopbackServer server(serving({.certificates = {"rsa", "ec-P-384"}}), 2);

  const auto looks = looks_at({at(server, "rsa"), at(server, "ec")}, 10);

  REQUIRE(looks.size() == 2);
  CHECK(looks.at(0).outcome == LookOutcome::shown);
  CHECK(looks.at(1).outcome == LookOutcome::shown);
  CHECK(looks.at(0).chain != looks.at(1).chain);
}

TEST_CASE("many looks: who does not answer, or has no TLS, is not asked twice", "[net]") {
  const std::string words = GENERATE("554 no\r\n", "");
  std::atomic<int> calls = 0;
  LoopbackServer server([&](Peer& peer) {
    ++calls;
    if (words.empty()) peer.reset();
    peer.say(words);
  });

  const auto looks = looks_at({at(server, "rsa"), at(server, "ec")}, 10);
  server.finish();

  REQUIRE(looks.size() == 2);
  CHECK(looks.at(1).said == looks.at(0).said);
  CHECK_FALSE(looks.at(0).said.empty());
  CHECK(calls == 1);
}

TEST_CASE("many looks: who ends TLS without a word is asked for the other kind", "[net]") {
  std::atomic<int> calls = 0;
  const LoopbackServer server(
      [&](Peer& peer) {
        peer.talk();
        if (calls++ == 0) return;
        test::serve_tls(peer, {.certificates = {"ec-P-384"}});
      },
      2);

  const auto looks = looks_at({at(server, "rsa"), at(server, "ec")}, 10);

  CHECK(looks.at(0).outcome == LookOutcome::no_answer);
  CHECK(looks.at(1).outcome == LookOutcome::shown);
}

TEST_CASE("many looks: hostile servers do no harm to the good ones beside them", "[net]") {
  const auto drip = [](Peer& peer) {
    while (peer.say("2")) std::this_thread::sleep_for(5ms);
  };
  const auto flood = [](Peer& peer) {
    while (peer.say(std::string(4096, 'x'))) {
    }
  };
  std::deque<LoopbackServer> servers;
  std::vector<ServiceAddress> addresses;
  const auto add = [&](const std::function<void(Peer&)>& conduct, std::chrono::milliseconds limit) {
    servers.emplace_back(conduct);
    addresses.push_back(at(servers.back()));
    addresses.back().limit = limit;
  };
  for (int i = 0; i < 10; ++i) {
    add(drip, 400ms);
    add(wait_for_end, 400ms);
    add(flood, 20s);
    add([](Peer& peer) { peer.reset(); }, 20s);
    add(serving({}), 20s);
  }

  const auto looks = looks_at(addresses, 50);

  REQUIRE(looks.size() == addresses.size());
  for (const auto& [index, seen] : looks) {
    const bool good = index % 5 == 4;
    CHECK(seen.outcome == (good ? LookOutcome::shown : LookOutcome::no_answer));
    CHECK(seen.said.empty() == good);
  }
}

TEST_CASE("many looks: what the taker throws ends them", "[net]") {
  const LoopbackServer server([](Peer& peer) { peer.say("554 no\r\n"); });
  CHECK_THROWS_AS(
      net::look_at_all({at(server)}, 1,
                       [](std::size_t, const ServiceLook&) { throw std::runtime_error("enough"); }),
      std::runtime_error);
  net::look_at_all({}, 1, [](std::size_t, const ServiceLook&) { FAIL("there is none"); });
}

TEST_CASE("a look: says who answered, by which protocol, cipher and group", "[net]") {
  const auto& [version, protocol] =
      GENERATE(std::pair(TLS1_VERSION, "TLSv1"), std::pair(TLS1_2_VERSION, "TLSv1.2"),
               std::pair(TLS1_3_VERSION, "TLSv1.3"));

  const ServiceLook seen = look(serving({.version = version}));

  CHECK(seen.address == "127.0.0.1");
  CHECK(seen.protocol == protocol);
  CHECK_FALSE(seen.cipher.empty());
  CHECK(seen.group == "X25519");
}

TEST_CASE("a look: a name is sent along where there is one", "[net]") {
  std::string heard;
  LoopbackServer server([&](Peer& peer) {
    peer.talk();
    heard = test::serve_tls(peer, {});
  });
  ServiceAddress address = at(server);
  address.server_name = "mx.example.org";

  static_cast<void>(net::look_at(address));
  server.finish();

  CHECK(heard == "mx.example.org QUIT\r\n");
}

TEST_CASE("a look: a server without any certificate is known by its cipher", "[net]") {
  const ServiceLook any = look(serving({.certificates = {}}));
  CHECK(any.outcome == LookOutcome::no_certificate);
  CHECK(any.said.starts_with("it shows no certificate: its cipher is A"));
  CHECK(any.protocol == "TLSv1.2");

  const ServiceLook rsa = look(serving({.certificates = {}}), "rsa");
  CHECK(rsa.outcome == LookOutcome::no_certificate);
  CHECK(rsa.said == "it ended TLS with the alert \"handshake failure\"");
}

TEST_CASE("a look: plaintext in a packet of its own is no better", "[net]") {
  const ServiceLook seen = look([](Peer& peer) {
    peer.talk();
    static_cast<void>(peer.hear());  // the client has begun its handshake
    peer.say("250 injected\r\n");
    wait_for_end(peer);
  });

  CHECK(seen.outcome == LookOutcome::injected);
  CHECK(seen.said == "plaintext came after its answer to STARTTLS: 250 injected");
}

TEST_CASE("a look: an alert is told in the words of TLS", "[net]") {
  const std::string alert("\x15\x03\x01\x00\x02\x02\x46", 7);  // fatal, protocol_version
  const ServiceLook seen = look([=](Peer& peer) {
    peer.talk();
    static_cast<void>(peer.hear());
    peer.say(alert);
    wait_for_end(peer);
  });

  CHECK(seen.outcome == LookOutcome::no_answer);
  CHECK(seen.said == "it ended TLS with the alert \"protocol version\"");
}

TEST_CASE("a look: a server that does not take its leave is left", "[net]") {
  const ServiceLook seen = look([](Peer& peer) {
    peer.talk();
    test::serve_tls(peer, {});
    std::this_thread::sleep_for(50ms);
    while (peer.say("still here\r\n")) std::this_thread::sleep_for(1ms);
  });

  CHECK(seen.outcome == LookOutcome::shown);
}

TEST_CASE("many looks: more names than there are threads to look them up", "[net]") {
  std::vector<ServiceAddress> addresses;
  for (int i = 0; i < 400; ++i)
    addresses.push_back({.host = "x" + std::string(100, 'x') + std::to_string(i), .limit = 20s});

  const auto looks = looks_at(addresses, 400);

  CHECK(looks.size() == 400);
  for (const auto& [index, seen] : looks) CHECK_FALSE(seen.said.empty());
}
