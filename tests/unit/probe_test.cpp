// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "commands/commands.hpp"
#include "core/json.hpp"
#include "core/pem.hpp"
#include "crypto/certificate.hpp"
#include "crypto/material.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;
using test::fixture;
using test::MemoryHost;

namespace {

std::vector<std::string> chain(const std::vector<std::string>& names) {
  std::vector<std::string> der;
  for (const std::string& name : names)
    for (const Certificate& one : certificates_of(read_material(name, fixture(name))))
      der.emplace_back(one.der());
  return der;
}

ServiceLook showing(std::vector<std::string> der) {
  return {.outcome = LookOutcome::shown,
          .chain = std::move(der),
          .address = "192.0.2.1",
          .protocol = "TLSv1.3",
          .cipher = "TLS_AES_256_GCM_SHA384",
          .group = "X25519"};
}

// A server that shows the good chain to who asks for RSA, and has nothing else.
ServiceLook good(const ServiceAddress& address) {
  if (address.algorithm == "rsa") return showing(chain({"chains/leaf.crt", "chains/inter.crt"}));
  return {.outcome = LookOutcome::no_certificate, .said = "none", .address = "192.0.2.1"};
}

struct World {
  MemoryHost host{};
  Globals globals{};
  Command command = probe_command();
  std::string printed{};

  World() {
    globals.config_dir = "/etc/postfix";
    globals.postfix_version = parse_postfix_version("3.7");
    host.clock =
        Certificate::read(chain({"chains/leaf.crt"}).front())->not_before() + std::chrono::hours(1);
    host.files["/root.pem"] = {.bytes = fixture("chains/root-a.crt")};
    host.files["/leaf.pem"] = {.bytes = fixture("chains/leaf.crt")};
    host.files["/other.pem"] = {.bytes = fixture("chains/leaf-sub.crt")};
    host.services[25] = good;
  }
  World& with(const std::string& flag, const std::string& value) {
    test::give(command, flag, value);
    return *this;
  }
  World& at(const std::string& host_port) {
    test::give(command, host_port);
    return *this;
  }
  Answer run() {
    Context context(host, globals, {.out = [&](std::string_view text) { printed += text; }});
    return command.plan(context).answer({});
  }
  std::string ids() {
    std::string ids;
    globals.json = true;
    for (const Finding& one : run().findings) ids += (ids.empty() ? "" : " ") + one.id;
    return ids;
  }
  std::string error() {
    try {
      (void)run();
    } catch (const Error& caught) {
      return caught.problem().id;
    }
    return "none";
  }
};

const std::string name = Certificate::read(chain({"chains/leaf.crt"}).front())->names().at(0).text;

}  // namespace

TEST_CASE("probe: a good host has its chain as a tree, and no findings", "[probe]") {
  World world;
  const Answer answer = world.with("--ca", "/root.pem").at(name).run();

  CHECK(answer.verdict == Verdict::good);
  CHECK(answer.text.starts_with(name + ":25 (192.0.2.1): STARTTLS\n  RSA: TLSv1.3, TLS_AES"));
  CHECK(answer.text.find("\n        root, not sent: ") != std::string::npos);
  CHECK(answer.text.find("error:") == std::string::npos);
  CHECK(answer.remarks.empty());
}

TEST_CASE("probe: the document has what was shown, for which kind, and what is wrong", "[probe]") {
  World world;
  world.globals.json = true;
  const Answer answer = world.with("--ca", "/root.pem").with("--name", "b.test").at(name).run();

  const Json& host = answer.result->at("hosts").at(0);
  CHECK(host["algorithms"].dump() == R"({"rsa":"shown","ec":"no-certificate"})");
  CHECK(host["chains"].size() == 1);
  CHECK(host["chains"][0]["trusted"] == true);
  CHECK(host["chains"][0]["name_matches"] == false);
  CHECK(host["chains"][0]["on_disk"].is_null());
  CHECK(host["chains"][0]["certificates"].size() == 2);
  CHECK(host["findings"][0]["id"] == "served-name-differs");
  CHECK(answer.verdict == Verdict::bad);
}

TEST_CASE("probe: the name is sent along and looked for; an address has none", "[probe]") {
  std::vector<std::string> sent;
  const auto service = [&](const ServiceAddress& address) {
    sent.push_back(address.server_name);
    return good(address);
  };
  World unnamed;
  unnamed.host.services[25] = service;
  CHECK(unnamed.with("--ca", "/root.pem").at("192.0.2.7").ids().empty());
  CHECK(sent == std::vector<std::string>{"", ""});

  sent.clear();
  World named;
  named.host.services[25] = service;
  CHECK(named.with("--ca", "/root.pem").with("--name", "b.test").at("192.0.2.7").ids() ==
        "served-name-differs");
  CHECK(sent == std::vector<std::string>{"b.test", "b.test"});
}

TEST_CASE("probe: what is wrong with a chain is said", "[probe]") {
  const auto ids = [](const std::vector<std::string>& files) {
    World world;
    world.host.services[25] = [=](const ServiceAddress& address) {
      return address.algorithm == "rsa" ? showing(chain(files)) : good(address);
    };
    return world.with("--ca", "/root.pem").at("192.0.2.1").ids();
  };
  CHECK(ids({"chains/leaf.crt"}) == "chain-incomplete");
  CHECK(ids({"chains/leaf.crt", "chains/inter.crt", "chains/stranger.crt"}) == "chain-stranger");
  CHECK(ids({"chains/leaf.crt", "chains/inter.crt", "chains/root-a.crt"}) == "chain-root");
  CHECK(ids({"chains/self.crt"}).starts_with("chain-untrusted"));
}

TEST_CASE("probe: who shows nothing is one finding, after a last look for anything", "[probe]") {
  const auto [outcome, id, looks] =
      GENERATE(std::tuple(LookOutcome::no_answer, "host-no-answer", 2),
               std::tuple(LookOutcome::refused, "starttls-refused", 2),
               std::tuple(LookOutcome::no_tls, "starttls-not-offered", 2),
               std::tuple(LookOutcome::injected, "starttls-injected", 2),
               std::tuple(LookOutcome::no_certificate, "served-none", 3));
  int asked = 0;
  World world;
  world.host.services[25] = [&, outcome = outcome](const ServiceAddress&) {
    ++asked;
    return ServiceLook{.outcome = outcome, .said = "its\nwords"};
  };

  CHECK(world.with("--ca", "/root.pem").at("a.test").ids() == id);
  CHECK(asked == looks);
  world.globals.json = false;
  const Answer answer = world.run();
  CHECK(answer.verdict == Verdict::bad);
  CHECK(answer.text.find("\nwords") == std::string::npos);
}

TEST_CASE("probe: another kind of certificate than RSA and ECDSA is found", "[probe]") {
  World world;
  world.host.services[25] = [](const ServiceAddress& address) {
    if (address.algorithm.empty()) return showing(chain({"keys/ed25519.crt"}));
    return ServiceLook{.outcome = LookOutcome::no_certificate};
  };
  world.globals.json = true;
  const Answer answer = world.with("--ca", "/root.pem").at("192.0.2.1").run();
  CHECK(answer.result->at("hosts")[0]["chains"][0]["algorithm"] == "other");
  CHECK(answer.result->at("hosts")[0]["outcome"] == "shown");
}

TEST_CASE("probe: old protocols, weak ciphers and short groups are warnings", "[probe]") {
  World world;
  world.host.services[25] = [](const ServiceAddress& address) {
    ServiceLook look = good(address);
    look.protocol = "TLSv1";
    look.cipher = "DES-CBC3-SHA";
    look.group = "DH 1024 bits";
    return look;
  };
  CHECK(world.with("--ca", "/root.pem").at("192.0.2.1").ids() ==
        "served-protocol-old served-cipher-weak served-group-weak");
  CHECK(world.run().verdict == Verdict::good);
  CHECK(world.with("--fail-on", "warning").run().verdict == Verdict::bad);
}

TEST_CASE("probe: what is shown is compared with what is on disk", "[probe]") {
  const auto ids = [](const std::vector<std::string>& paths) {
    World world;
    for (const std::string& path : paths) world.with("--compare", path);
    return world.with("--ca", "/root.pem").at("192.0.2.1").ids();
  };
  CHECK(ids({"/leaf.pem"}).empty());
  CHECK(ids({"/other.pem", "/leaf.pem"}).empty());
  CHECK(ids({"/other.pem"}) == "served-differs");
}

TEST_CASE("probe: a line for each host with jsonl, and nothing is kept", "[probe]") {
  World world;
  world.host.files["/hosts"] = {.bytes = "192.0.2.1 # one\r\n\n#\n192.0.2.2\n192.0.2.1:25\n"};
  const Answer answer =
      world.with("--ca", "/root.pem").with("--hosts", "/hosts").with("--format", "jsonl").run();

  CHECK(answer.text.empty());
  CHECK(answer.findings.empty());
  CHECK(answer.remarks.at(0) == "2 hosts: 2 in order, 0 not");
  const std::size_t end = world.printed.find('\n');
  CHECK(Json::parse(world.printed.substr(0, end))["host"] == "192.0.2.1");
  CHECK(Json::parse(world.printed.substr(end))["host"] == "192.0.2.2");
}

TEST_CASE("probe: the hosts of a domain, and domains without any", "[probe]") {
  World world;
  world.host.exchangers["a.test"] = {.hosts = {{.preference = 10, .host = "mx1.a.test"},
                                               {.preference = 20, .host = "mx2.a.test"}}};
  world.host.exchangers["none.test"] = {.none = true};
  world.globals.json = true;
  const Answer answer = world.with("--ca", "/root.pem")
                            .with("--name", name)
                            .with("--mx-of", "a.test")
                            .with("--mx-of", "none.test")
                            .with("--mx-of", "gone.test")
                            .run();

  CHECK(answer.result->at("hosts")[1]["host"] == "mx2.a.test");
  CHECK(answer.result->at("hosts")[1]["domain"] == "a.test");
  REQUIRE(answer.findings.size() == 2);
  CHECK(answer.findings[0].id == "mx-none");
  CHECK(answer.findings[1].id == "mx-unknown");
  CHECK(answer.verdict == Verdict::bad);
}

TEST_CASE("probe: ports, and TLS at once on 465", "[probe]") {
  std::vector<std::string> asked;
  const auto ask = [&](const std::string& flag, const std::string& value,
                       const std::vector<std::string>& hosts) {
    World world;
    for (const int port : {25, 465, 587, 2525})
      world.host.services[port] = [&, port](const ServiceAddress& address) {
        if (address.algorithm == "rsa")
          asked.push_back(std::to_string(port) + (address.implicit ? " at once" : ""));
        return good(address);
      };
    for (const std::string& host : hosts) world.at(host);
    static_cast<void>(world.with("--ca", "/root.pem").with(flag, value).run());
    return std::exchange(asked, {});
  };
  using Asked = std::vector<std::string>;
  CHECK(ask("--name", "a.test", {"a.test", "a.test:465", "a.test:submission"}) ==
        Asked{"25", "465 at once", "587"});
  CHECK(ask("--implicit", "", {"a.test", "a.test:587"}) == Asked{"465 at once", "587 at once"});
  CHECK(ask("--port", "2525", {"localhost", "2001:db8::1"}) == Asked{"2525", "2525"});
}

TEST_CASE("probe: what cannot be meant is refused", "[probe]") {
  CHECK(World().error() == "argument-missing");
  CHECK(World().at("https://a.test/").error() == "host-invalid");
  CHECK(World().at("*.a.test").error() == "host-invalid");
  World bad_line;
  bad_line.host.files["/hosts"] = {.bytes = "a.test\nb c\n"};
  CHECK(bad_line.with("--hosts", "/hosts").error() == "host-invalid");
  World both;
  both.globals.json = true;
  CHECK(both.with("--format", "jsonl").at("a.test").error() == "options-conflict");
}
