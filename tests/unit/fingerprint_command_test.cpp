// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "commands/commands.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;
using test::fixture;
using test::MemoryHost;

namespace {

// "AA:BB" as the fixtures have it: the digest openssl computed of a certificate.
std::string expected(const std::string& name, const std::string& digest) {
  const std::string text = "\n" + fixture("prints/" + name + ".digests");
  const std::size_t start = text.find("\n" + digest + " ") + digest.size() + 2;
  return text.substr(start, text.find('\n', start) - start);
}

std::string key_print(const std::string& name, Digest digest = Digest::sha256) {
  return colon_hex(Hasher(digest)(fixture("prints/" + name + ".spki")));
}

struct World {
  MemoryHost host{};
  Globals globals{};
  Command command = fingerprint_command();

  World() {
    globals.config_dir = "/etc/postfix";
    globals.postfix_version = parse_postfix_version("3.7");
  }
  World& file(const std::string& path, const std::string& bytes) {
    host.files[path] = {.bytes = bytes};
    return *this;
  }
  World& with(const std::string& flag, const std::string& value) {
    test::give(command, flag, value);
    return *this;
  }
  World& source(const std::string& path) {
    test::give(command, path);
    return *this;
  }
  Answer run() { return test::carry_out(command, host, globals).answer; }
  Json document() {
    globals.json = true;
    return *run().result;
  }
  Json items() { return document().at("items"); }
  std::string error() {
    try {
      (void)run();
    } catch (const Error& caught) {
      return caught.problem().id;
    }
    return "none";
  }
  std::vector<std::string> notes() {
    Context context(host, globals);
    (void)command.plan(context);
    return context.notes();
  }
};

const std::string ec = fixture("prints/ec.crt"), rsa = fixture("prints/rsa.crt");

}  // namespace

TEST_CASE("fingerprint: a certificate has those of itself and of its key", "[fingerprint]") {
  const Json item = World().file("/a.crt", ec).source("/a.crt").items().at(0);
  CHECK(item["source"] == "/a.crt");
  CHECK(item["subject"] == "O=Example, CN=ec.example.org");
  CHECK(item["certificate"] == expected("ec", "sha256"));
  CHECK(item["public_key"] == key_print("ec"));
  CHECK(item["not_after"].get<std::string>().ends_with("Z"));
}

TEST_CASE("fingerprint: every digest is openssl's", "[fingerprint]") {
  for (const Digest digest : all_digests) {
    const std::string name(name_of(digest));
    const Json item =
        World().file("/a.crt", rsa).source("/a.crt").with("--digest", name).items().at(0);
    CHECK(item["digest"] == name);
    CHECK(item["certificate"] == expected("rsa", name));
    CHECK(item["public_key"] == key_print("rsa", digest));
  }
}

TEST_CASE("fingerprint: a chain has an item per certificate, its key none", "[fingerprint]") {
  const Json items = World()
                         .file("/chain.pem", fixture("prints/ec.key") + ec + rsa + ec)
                         .source("/chain.pem")
                         .items();
  REQUIRE(items.size() == 3);
  CHECK(items[1]["index"] == 1);
  CHECK(items[1]["certificate"] == expected("rsa", "sha256"));
  CHECK(items[2]["certificate"] == items[0]["certificate"]);
}

TEST_CASE("fingerprint: keys, requests and bare public keys have no certificate", "[fingerprint]") {
  for (const std::string name : {"ec.key", "ec.pub", "ec.spki", "ec.csr", "ec.csr.der"}) {
    const Json items = World().file("/x", fixture("prints/" + name)).source("/x").items();
    REQUIRE(items.size() == 1);
    CHECK(items[0]["certificate"].is_null());
    CHECK(items[0]["public_key"] == key_print("ec"));
    CHECK(items[0]["not_after"].is_null());
    CHECK(items[0]["subject"] ==
          (name.starts_with("ec.csr") ? Json("CN=csr.example.org") : Json()));
  }
}

TEST_CASE("fingerprint: --of leaves the other half out", "[fingerprint]") {
  World world;
  world.file("/a.crt", ec).source("/a.crt").with("--of", "public-key");
  CHECK(world.items().at(0)["certificate"].is_null());
  world.with("--of", "certificate");
  CHECK(world.items().at(0)["public_key"].is_null());
  CHECK(world.run().text.find("public key") == std::string::npos);
}

TEST_CASE("fingerprint: a directory is read in name order and what holds nothing is passed over",
          "[fingerprint]") {
  World world;
  world.host.add_directory("/d");
  world.host.add_directory("/d/b");
  world.host.files["/d/pipe"] = {.kind = FileKind::other};
  world.host.files["/d/link.pem"] = {.bytes = "/elsewhere.pem", .kind = FileKind::symlink};
  world.host.files["/d/dangling"] = {.bytes = "/nowhere", .kind = FileKind::symlink};
  world.host.files["/d/loop"] = {.bytes = "/d", .kind = FileKind::symlink};
  world.file("/elsewhere.pem", rsa)
      .file("/d/c.pem", ec)
      .file("/d/b/z.der", fixture("prints/rsa.der"))
      .file("/d/a.key", fixture("prints/ec.key"))
      .file("/d/README", "no PEM here\n")
      .file("/d/empty", "")
      .file("/d/mx.csr", fixture("prints/ec.csr"))
      .source("/d");

  std::vector<std::string> sources;
  for (const Json& item : world.items()) sources.push_back(item["source"]);
  CHECK(sources == std::vector<std::string>{"/d/a.key", "/d/b/z.der", "/d/c.pem", "/d/link.pem"});
  CHECK(world.notes().empty());
}

TEST_CASE("fingerprint: what is damaged or locked in a directory is a note", "[fingerprint]") {
  World world;
  world.host.add_directory("/d");
  world.file("/d/a.pem", ec)
      .file("/d/b.pem", rsa.substr(0, 300))
      .file("/d/c.pem", fixture("forms/encrypted.pem"))
      .source("/d");
  CHECK(world.items().size() == 1);
  const auto notes = world.notes();
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].find("/d/b.pem: passed over") == 0);
  CHECK(notes[1].find("/d/c.pem: passed over") == 0);
}

TEST_CASE("fingerprint: a source that holds nothing is an error when it is named",
          "[fingerprint]") {
  CHECK(World().source("/nope").error() == "file-missing");
  CHECK(World().file("/x", "").source("/x").error() == "file-empty");
  CHECK(World().file("/x", "hello\n").source("/x").error() == "file-unrecognised");
  CHECK(World().file("/x", ec.substr(0, 300)).source("/x").error() == "pem-truncated");
  World empty;
  empty.host.add_directory("/d");
  CHECK(empty.file("/d/x", "hello\n").source("/d").error() == "source-empty");
}

TEST_CASE("fingerprint: an encrypted key needs its passphrase, one beside a certificate does not",
          "[fingerprint]") {
  const std::string locked = fixture("forms/encrypted.pem");
  CHECK(World().file("/k", locked).source("/k").error() == "key-encrypted");
  CHECK(World().file("/k", locked + ec).source("/k").items().size() == 1);
  World wrong;
  wrong.globals.passphrase_file = "/pass";
  CHECK(wrong.file("/pass", "no\n").file("/k", locked).source("/k").error() == "passphrase-wrong");
}

TEST_CASE("fingerprint: the formats of Postfix's tables", "[fingerprint]") {
  World world;
  world.file("/a.crt", ec).file("/b.crt", rsa).source("/a.crt").source("/b.crt");
  world.with("--digest", "sha256").with("--of", "public-key");
  const std::string first = key_print("ec"), second = key_print("rsa");

  CHECK(world.with("--format", "match").run().text ==
        "match=" + first + "\nmatch=" + second + "\n");
  CHECK(world.with("--format", "access").run().text == first + " OK\n" + second + " OK\n");
  CHECK(world.with("--format", "tlsa").run().text.find("3 1 1 ") == 0);
  world.with("--format", "policy").with("--nexthop", "[mx.example.org]:25");
  const Answer answer = world.run();
  CHECK(answer.text ==
        "[mx.example.org]:25 fingerprint match=" + first + " match=" + second + "\n");
  CHECK(world.document().at("lines").size() == 1);
  CHECK(world.items().size() == 2);
}

TEST_CASE("fingerprint: pins and TLSA data are of the public key with SHA-256", "[fingerprint]") {
  World world;
  world.file("/a.crt", ec).file("/etc/postfix/main.cf", "smtp_tls_fingerprint_digest = md5\n");
  world.source("/a.crt").with("--format", "tlsa");
  CHECK(world.run().text ==
        "3 1 1 " + upper_hex(Hasher(Digest::sha256)(fixture("prints/ec.spki"))) + "\n");
  CHECK(world.notes().empty());
  CHECK(world.with("--format", "pin").run().text.size() == 45);
}

TEST_CASE("fingerprint: options that do not go together are usage errors", "[fingerprint]") {
  const auto error = [](std::vector<std::pair<std::string, std::string>> flags) {
    World world;
    world.file("/a.crt", ec).source("/a.crt");
    for (const auto& [flag, value] : flags) world.with(flag, value);
    return world.error();
  };
  CHECK(error({{"--format", "policy"}}) == "option-missing");
  CHECK(error({{"--nexthop", "example.org"}}) == "option-unused");
  CHECK(error({{"--format", "policy"}, {"--nexthop", "a b"}}) == "value-invalid");
  CHECK(error({{"--format", "policy"}, {"--nexthop", "#a"}}) == "value-invalid");
  CHECK(error({{"--format", "policy"}, {"--nexthop", "a\nb"}}) == "value-invalid");
  CHECK(error({{"--format", "tlsa"}, {"--digest", "sha512"}}) == "option-unused");
  CHECK(error({{"--format", "pin"}, {"--of", "certificate"}}) == "option-unused");
  CHECK(error({{"--format", "tlsa"}, {"--digest", "sha256"}, {"--of", "both"}}) == "none");
}

TEST_CASE("fingerprint: a key has no line where only certificates are asked for", "[fingerprint]") {
  World world;
  world.file("/k", fixture("prints/ec.key")).source("/k");
  CHECK(world.with("--format", "match").with("--of", "certificate").error() == "pin-missing");
}

TEST_CASE("fingerprint: an issuer of another certificate gets no line", "[fingerprint]") {
  World world;
  world.file("/leaf.crt", fixture("keys/leaf.crt")).file("/root.crt", fixture("keys/root.crt"));
  world.with("--format", "match").with("--of", "certificate").with("--digest", "sha1");
  world.source("/root.crt");
  CHECK(world.document().at("lines").size() == 1);  // alone it is nobody's issuer
  world.source("/leaf.crt");
  CHECK(world.document().at("lines").size() == 1);
  CHECK(world.items().size() == 2);
  REQUIRE(world.notes().size() == 1);
  CHECK(world.notes()[0].find("/root.crt: \"CN=Test Root\" is left out") == 0);
}

TEST_CASE("fingerprint: the digest of a table is the one main.cf has", "[fingerprint]") {
  const auto digest = [](const std::string& main_cf, const std::string& format,
                         const std::string& version) {
    World world;
    world.globals.postfix_version = parse_postfix_version(version);
    if (main_cf != "none") world.file("/etc/postfix/main.cf", main_cf);
    world.file("/a.crt", ec).source("/a.crt").with("--format", format);
    REQUIRE_FALSE(world.notes().empty());
    return world.items().at(0)["digest"].get<std::string>();
  };
  CHECK(digest("smtp_tls_fingerprint_digest = sha1\n", "match", "3.7") == "sha1");
  CHECK(digest("smtp_tls_fingerprint_digest = sha1\n", "access", "3.7") == "md5");
  CHECK(digest("smtpd_tls_fingerprint_digest = $x\nx=SHA-512\n", "access", "3.7") == "sha512");
  CHECK(digest("compatibility_level = 3.6\n", "match", "3.7") == "sha256");
  CHECK(digest("compatibility_level = 3.5\n", "match", "3.7") == "md5");
  CHECK(digest("compatibility_level = 2\n", "access", "3.7") == "md5");
  CHECK(digest("compatibility_level = 9999\n", "match", "3.5") == "md5");
  CHECK(digest("", "match", "3.7") == "md5");
  CHECK(digest("none", "match", "3.7") == "sha256");
  CHECK(digest("none", "match", "3.5") == "md5");
  CHECK(digest("none", "access", "2.3") == "md5");
}

TEST_CASE("fingerprint: a digest that we do not compute is an error, unless one is given",
          "[fingerprint]") {
  World world;
  world.file("/etc/postfix/main.cf", "smtp_tls_fingerprint_digest = sha224\n");
  world.file("/a.crt", ec).source("/a.crt").with("--format", "match");
  CHECK(world.error() == "digest-unknown");
  CHECK(world.with("--digest", "sha256").error() == "none");
}
