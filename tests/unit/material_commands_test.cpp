// SPDX-License-Identifier: MIT
// What holds for every command that makes keys and certificates, over a machine in memory.
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "commands/commands.hpp"
#include "commands/material_files.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;
using test::carry_out;
using test::give;
using test::MemoryHost;

namespace {

Command key_new(const std::string& type = "ec:p256") {
  Command command = key_new_command();
  give(command, "--out", "/mx.key");
  give(command, "--type", type);
  return command;
}

Command self_signed(const std::string& name = "mx.example.org") {
  Command command = cert_self_signed_command();
  give(command, name);
  give(command, "--out", "/mx.crt");
  give(command, "--key-out", "/mx.key");
  return command;
}

Command csr() {
  Command command = cert_csr_command();
  give(command, "mx.example.org");
  give(command, "--out", "/mx.csr");
  give(command, "--key", "/keys/rsa.key");
  return command;
}

Command convert() {
  Command command = key_convert_command();
  give(command, "/keys/pkcs1.pem");
  give(command, "--out", "/converted.key");
  return command;
}

Command renew() {
  Command command = cert_renew_command();
  give(command, "/mx.crt");
  give(command, "--key", "/mx.key");
  return command;
}

Command rotate() {
  Command command = key_rotate_command();
  give(command, "/mx.crt");
  give(command, "--key", "/mx.key");
  return command;
}

Command ca_new() {
  Command command = ca_new_command();
  give(command, "Example CA");
  give(command, "--dir", "/ca");
  give(command, "--permit", "example.org");
  return command;
}

Command ca_issue() {
  Command command = ca_issue_command();
  give(command, "relay.example.org");
  give(command, "--ca", "/ca");
  give(command, "--out", "/relay.crt");
  give(command, "--key-out", "/relay.key");
  return command;
}

MemoryHost machine() {
  MemoryHost host;
  host.add_directory("/keys");
  host.files["/keys/rsa.key"] = {.bytes = test::fixture("keys/rsa.key"), .mode = 0600};
  host.files["/keys/pkcs1.pem"] = {.bytes = test::fixture("forms/pkcs1.pem"), .mode = 0600};
  return host;
}

struct Named {
  const char* name = "";
  std::function<Command()> make{};
  std::function<void(MemoryHost&)> prepare{};
};

// A year later, so that there is something to renew.
void with_old_certificate(MemoryHost& host) {
  (void)carry_out(self_signed(), host);
  host.clock += std::chrono::days(365);
}

std::vector<Named> every_command() {
  const auto nothing = [](MemoryHost&) {};
  return {{"key new", [] { return key_new(); }, nothing},
          {"key convert", convert, nothing},
          {"key rotate", rotate, with_old_certificate},
          {"cert self-signed", [] { return self_signed(); }, nothing},
          {"cert csr", csr, nothing},
          {"cert renew", renew, with_old_certificate},
          {"ca new", ca_new, nothing},
          {"ca issue", ca_issue, [](MemoryHost& host) { (void)carry_out(ca_new(), host); }}};
}

using Contents = std::map<std::string, std::pair<std::string, std::uint32_t>>;

Contents contents_of(const MemoryHost& host) {
  Contents contents;
  for (const auto& [path, file] : host.files) contents[path] = {file.bytes, file.mode};
  return contents;
}

template <typename Use>
std::string id_thrown(Use use) {
  try {
    use();
  } catch (const Error& error) {
    return error.problem().id;
  }
  return "";
}

Certificate certificate_at(const MemoryHost& host, const std::string& path) {
  return certificates_of(read_material(path, host.files.at(path).bytes)).front();
}

}  // namespace

TEST_CASE("material commands: the second run has nothing to do", "[commands]") {
  for (const auto& [name, make, prepare] : every_command()) {
    INFO(name);
    MemoryHost host = machine();
    prepare(host);

    CHECK_FALSE(carry_out(make(), host).planned.plan.empty());
    const Contents after = contents_of(host);
    CHECK(carry_out(make(), host).planned.plan.empty());
    CHECK(contents_of(host) == after);
  }
}

TEST_CASE("material commands: a full disk leaves everything as it was", "[commands]") {
  for (const auto& [name, make, prepare] : every_command())
    for (int room = 0; room < 4; ++room) {
      INFO(name << ", room for " << room);
      MemoryHost host = machine();
      prepare(host);
      const Contents before = contents_of(host);
      host.room = room;

      try {
        (void)carry_out(make(), host);
      } catch (const Error&) {
        CHECK(contents_of(host) == before);
      }
    }
}

TEST_CASE("material commands: a publish that fails undoes the ones before it", "[commands]") {
  for (const auto& [name, make, prepare] : every_command())
    for (int at = 0; at < 4; ++at) {
      INFO(name << ", publish " << at);
      MemoryHost host = machine();
      prepare(host);
      const Contents before = contents_of(host);
      host.fail_publish_at = at;

      try {
        (void)carry_out(make(), host);
      } catch (const Error&) {
        CHECK(contents_of(host) == before);
      }
    }
}

TEST_CASE("material commands: no result or plan has the bytes of a key", "[commands]") {
  for (const auto& [name, make, prepare] : every_command()) {
    INFO(name);
    MemoryHost host = machine();
    prepare(host);

    const test::Done done = carry_out(make(), host);

    const std::string said =
        done.answer.text + (done.answer.result ? done.answer.result->dump() : "");
    CHECK(said.find("PRIVATE KEY") == std::string::npos);
    for (const auto& [path, file] : host.files) {
      const std::size_t key = file.bytes.find("PRIVATE KEY-----\n");
      if (key == std::string::npos) continue;
      CHECK(said.find(file.bytes.substr(key + 17, 40)) == std::string::npos);
    }
  }
}

TEST_CASE("material commands: a drifted mode is put right without minting", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(self_signed(), host);
  host.files["/mx.key"].mode = 0644;
  host.files["/mx.crt"].mode = 0600;
  const std::string key = host.files["/mx.key"].bytes;

  const test::Done done = carry_out(self_signed(), host);

  REQUIRE(done.planned.plan.steps.size() == 2);
  for (const Step& step : done.planned.plan.steps)
    CHECK(std::holds_alternative<SetAccess>(step.effect));
  CHECK(host.files["/mx.key"].mode == 0600);
  CHECK(host.files["/mx.crt"].mode == 0644);
  CHECK(host.files["/mx.key"].bytes == key);
}

TEST_CASE("key new: a good mode is kept, others are put right", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(key_new(), host);
  const auto is_left = [&](std::uint32_t mode, const std::string& group) {
    host.files["/mx.key"].mode = mode;
    host.files["/mx.key"].group = group;
    return carry_out(key_new(), host).planned.plan.empty();
  };
  CHECK(is_left(0600, "staff"));
  CHECK(is_left(0400, "staff"));
  CHECK(is_left(0640, "ssl-cert"));
  CHECK(is_left(0440, "root"));
  CHECK_FALSE(is_left(0640, "staff"));
  CHECK_FALSE(is_left(0660, "root"));
  CHECK_FALSE(is_left(0604, "root"));
}

TEST_CASE("key new: no option overwrites a key", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(key_new(), host);
  const Contents before = contents_of(host);

  CHECK(id_thrown([&] { (void)carry_out(key_new("ed25519"), host); }) == "exists");
  CHECK(id_thrown([&] { (void)carry_out(key_new("ed25519"), host, {.force = true}); }) == "exists");
  CHECK(contents_of(host) == before);
}

TEST_CASE("cert self-signed: a certificate near its end does not do", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(self_signed(), host);

  host.clock += std::chrono::days(3650 - 31);
  CHECK(carry_out(self_signed(), host).planned.plan.empty());
  host.clock += std::chrono::days(2);
  // The key is there, and stays: the hint says to name it.
  CHECK(id_thrown([&] { (void)carry_out(self_signed(), host, {.force = true}); }) == "exists");
}

TEST_CASE("cert renew: the key stays, the validity moves", "[commands]") {
  MemoryHost host = machine();
  with_old_certificate(host);
  const std::string key = host.files["/mx.key"].bytes;
  const Certificate old = certificate_at(host, "/mx.crt");

  (void)carry_out(renew(), host);

  const Certificate made = certificate_at(host, "/mx.crt");
  CHECK(host.files["/mx.key"].bytes == key);
  CHECK(made.spki_der() == old.spki_der());
  CHECK(made.not_after() == host.clock + std::chrono::days(3650));
  CHECK(made.serial() != old.serial());
}

TEST_CASE("cert renew: within a day there is nothing to do, after it there is", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(self_signed(), host);

  host.clock += std::chrono::hours(23);
  CHECK(carry_out(renew(), host).planned.plan.empty());
  host.clock += std::chrono::hours(2);
  CHECK_FALSE(carry_out(renew(), host).planned.plan.empty());
}

TEST_CASE("key rotate: both files change together", "[commands]") {
  MemoryHost host = machine();
  with_old_certificate(host);
  const Certificate old = certificate_at(host, "/mx.crt");

  const test::Done done = carry_out(rotate(), host);

  const Certificate made = certificate_at(host, "/mx.crt");
  const PrivateKey key = take_key(read_material("key", host.files.at("/mx.key").bytes));
  CHECK(key.matches(made));
  CHECK(made.spki_der() != old.spki_der());
  CHECK(made.self_signed());
  CHECK(made.subject_key_id() == made.authority_key_id());
  CHECK(made.subject_key_id() != old.subject_key_id());
  CHECK(name_texts(made) == name_texts(old));
  REQUIRE(done.planned.plan.steps.size() == 1);
  CHECK(done.planned.plan.steps[0].changes.size() == 2);
  CHECK_FALSE(done.planned.notes.empty());
}

TEST_CASE("ca issue: an expired issuer signs nothing", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(ca_new(), host);
  host.clock += std::chrono::days(3651);

  CHECK(id_thrown([&] { (void)carry_out(ca_issue(), host); }) == "issuer-expired");
  host.clock -= std::chrono::days(3653);
  CHECK(id_thrown([&] { (void)carry_out(ca_issue(), host); }) == "issuer-not-yet-valid");
}

TEST_CASE("ca issue: a leaf ends with its issuer at the latest", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(ca_new(), host);
  const Certificate issuer = certificate_at(host, "/ca/intermediate.crt");
  host.clock = issuer.not_after() - std::chrono::days(100);

  const test::Done done = carry_out(ca_issue(), host);

  CHECK(certificate_at(host, "/relay.crt").not_after() == issuer.not_after());
  CHECK(done.planned.notes.size() == 1);
}

TEST_CASE("ca issue: names outside the constraints are refused", "[commands]") {
  MemoryHost host = machine();
  (void)carry_out(ca_new(), host);
  Command command = ca_issue();
  give(command, "relay.example.com");

  CHECK(id_thrown([&] { (void)carry_out(command, host); }) == "name-not-permitted");
  CHECK(host.files.count("/relay.key") == 0);
}

TEST_CASE("key show: a terminal is asked for the passphrase", "[commands]") {
  MemoryHost host = machine();
  host.files["/enc.key"] = {.bytes = test::fixture("forms/encrypted.pem"), .mode = 0600};
  Command command = key_show_command();
  give(command, "/enc.key");

  CHECK(carry_out(command, host).answer.text.find("--passphrase-file") != std::string::npos);
  host.passphrase = "let me in";
  CHECK(carry_out(command, host).answer.text.find("rsa:2048") != std::string::npos);
  host.passphrase = "no";
  CHECK(id_thrown([&] { (void)carry_out(command, host); }) == "passphrase-wrong");
}
