// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "commands/commands.hpp"
#include "core/json.hpp"
#include "crypto/dh.hpp"
#include "crypto/dh_kernel.hpp"
#include "dh_fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;
using test::carry_out;
using test::dh_file;
using test::give;
using test::MemoryHost;

namespace {

Globals acting_for(PostfixVersion version) { return {.postfix_version = version}; }

// `dh new --out /dh.pem FLAG VALUE`.
Command writing(const std::string& flag, const std::string& value) {
  Command command = dh_new_command();
  give(command, "--out", "/dh.pem");
  give(command, flag, value);
  return command;
}

std::string problem_of(const Command& command, MemoryHost& host) {
  try {
    (void)carry_out(command, host, acting_for({3, 7, 11}));
  } catch (const Error& error) {
    return error.problem().id;
  }
  return "none";
}

}  // namespace

TEST_CASE("dh new: a group is written 0644, and the second time there is nothing to do", "[dh]") {
  MemoryHost host;
  const Command command = writing("--group", "ffdhe3072");

  const auto done = carry_out(command, host, acting_for({3, 7, 11}));

  CHECK(host.files.at("/dh.pem").bytes == dh_pem_of(DhGroup::ffdhe3072));
  CHECK(host.files.at("/dh.pem").mode == 0644);
  CHECK(done.answer.result->at("group") == "ffdhe3072");
  CHECK(done.answer.result->at("bits") == 3072);
  CHECK(carry_out(command, host, acting_for({3, 7, 11})).planned.plan.empty());
}

TEST_CASE("dh new: a search says what it took, and is not repeated", "[dh]") {
  MemoryHost host;
  const Command command = writing("--bits", "512");

  const auto done = carry_out(command, host, acting_for({3, 7, 11}));

  CHECK(done.answer.result->at("bits") == 512);
  CHECK(done.answer.result->at("group").is_null());
  CHECK(done.answer.result->at("kernel") == chosen_dh_kernel("").name);
  CHECK(done.answer.result->at("candidates") > 0);
  CHECK(carry_out(command, host, acting_for({3, 7, 11})).planned.plan.empty());
}

TEST_CASE("dh new: a drifted mode is put right without searching anew", "[dh]") {
  MemoryHost host;
  host.files["/dh.pem"] = {.bytes = dh_file("1024.pem"), .mode = 0600};

  const auto done = carry_out(writing("--bits", "1024"), host, acting_for({3, 7, 11}));

  REQUIRE(done.planned.plan.steps.size() == 1);
  CHECK(std::holds_alternative<SetAccess>(done.planned.plan.steps[0].effect));
  CHECK(host.files.at("/dh.pem").mode == 0644);
  CHECK(host.files.at("/dh.pem").bytes == dh_file("1024.pem"));
}

TEST_CASE("dh new: a group of the length asked for will do", "[dh]") {
  MemoryHost host;
  host.files["/dh.pem"] = {.bytes = dh_file("ffdhe2048.pem")};
  CHECK(carry_out(writing("--bits", "2048"), host, acting_for({3, 7, 11})).planned.plan.empty());
}

TEST_CASE("dh new: other content is replaced with --force only", "[dh]") {
  for (const char* name : {"512.pem", "modp2048.pem", "x942.pem", "composite.pem", "after-key.pem",
                           "generator-1.pem", "2048.der", "text.pem", "dh_2048_256.pem"}) {
    INFO(name);
    MemoryHost host;
    host.files["/dh.pem"] = {.bytes = dh_file(name)};
    const Command command = writing("--group", "ffdhe2048");
    const bool key = std::string_view(name) == "after-key.pem";

    CHECK(problem_of(command, host) == (key ? "would-lose-key" : "exists"));
    CHECK(host.files.at("/dh.pem").bytes == dh_file(name));

    Globals globals = acting_for({3, 7, 11});
    globals.force = true;
    if (key) continue;
    (void)carry_out(command, host, globals);
    CHECK(host.files.at("/dh.pem").bytes == dh_pem_of(DhGroup::ffdhe2048));
  }
}

TEST_CASE("dh new: a private key is not replaced, --force or not", "[dh]") {
  for (const char* name : {"after-key.pem", "key.pem", "key.der"}) {
    MemoryHost host;
    host.files["/dh.pem"] = {.bytes = dh_file(name)};
    Globals globals = acting_for({3, 7, 11});
    globals.force = true;
    CHECK_THROWS_AS(carry_out(writing("--group", "ffdhe2048"), host, globals), Error);
    CHECK(host.files.at("/dh.pem").bytes == dh_file(name));
  }
}

TEST_CASE("dh new: a known weak prime does not count as there", "[dh]") {
  MemoryHost host;
  host.files["/dh.pem"] = {.bytes = dh_file("dh_1024_160.pem")};
  CHECK(problem_of(writing("--bits", "1024"), host) == "exists");
}

TEST_CASE("dh new: a full disk leaves everything as it was", "[dh]") {
  MemoryHost host;
  host.room = 0;
  CHECK(problem_of(writing("--group", "ffdhe2048"), host) == "cannot-write");
  CHECK(host.files.count("/dh.pem") == 0);
}

TEST_CASE("dh new: standard output takes the parameters each time", "[dh]") {
  MemoryHost host;
  Command command = dh_new_command();
  give(command, "--out", "-");
  give(command, "--group", "modp2048");
  (void)carry_out(command, host, acting_for({3, 7, 11}));
  CHECK(host.output == dh_pem_of(DhGroup::modp2048));
}

TEST_CASE("dh new: it says when this Postfix needs no file, and what breaks", "[dh]") {
  MemoryHost host;
  const auto notes = [&](PostfixVersion version, const std::string& bits) {
    const Command command = writing("--bits", bits);
    const Globals globals = acting_for(version);
    Context context(host, globals);
    (void)command.plan(context);
    return context.notes();
  };
  CHECK(notes({3, 7, 11}, "2048").size() == 1);
  CHECK(notes({3, 7, 11}, "2048")[0].starts_with("Postfix 3.7.11 needs no such file: "));
  CHECK(notes({2, 11, 11}, "2048").empty());
  CHECK(notes({2, 11, 11}, "1024").size() == 1);
  CHECK(notes({2, 11, 11}, "1024")[0].starts_with("warning: 1024 bits: "));
}

TEST_CASE("dh new: --bits and --group exclude each other", "[dh]") {
  MemoryHost host;
  Command command = writing("--bits", "2048");
  give(command, "--group", "ffdhe2048");
  CHECK(problem_of(command, host) == "options-conflict");
}
