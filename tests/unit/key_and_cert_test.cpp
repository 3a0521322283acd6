// SPDX-License-Identifier: MIT
// key, cert and ca over a machine in memory: what each does in its own cases.
#include <catch2/catch.hpp>

#include "material_machine.hpp"

using namespace postseal;
using namespace postseal::test;

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
