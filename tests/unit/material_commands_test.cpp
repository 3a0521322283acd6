// SPDX-License-Identifier: MIT
// What holds for every command that makes keys and certificates, over a machine in memory.
#include <catch2/catch.hpp>
#include <functional>

#include "core/json.hpp"
#include "material_machine.hpp"

using namespace postseal;
using namespace postseal::test;

namespace {

struct Named {
  const char* name = "";
  std::function<Command()> make{};
  std::function<void(MemoryHost&)> prepare{};
};

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
