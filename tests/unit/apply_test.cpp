// SPDX-License-Identifier: MIT
#include "system/apply.hpp"

#include <catch2/catch.hpp>

#include "memory_host.hpp"

using namespace postseal;
using test::MemoryHost;

namespace {

Step writing(const std::string& path, const std::string& bytes) {
  return {.effect = WriteFiles{.files = {{.path = path, .access = {.mode = 0600}}},
                               .mint = [bytes](const Minting&) {
                                 Minted minted;
                                 minted.contents.emplace_back(std::string_view(bytes));
                                 return minted;
                               }}};
}

Plan two_files() { return {.steps = {writing("/a", "new a"), writing("/b", "new b")}}; }

}  // namespace

TEST_CASE("apply: every file of the plan is written", "[apply]") {
  MemoryHost host;

  (void)apply(two_files(), host, {});

  CHECK(host.files.at("/a").bytes == "new a");
  CHECK(host.files.at("/b").mode == 0600);
}

TEST_CASE("apply: of many files each gets what was minted for it", "[apply][threads]") {
  MemoryHost host;
  Plan plan;
  for (int i = 0; i < 1000; ++i)
    plan.steps.push_back(writing("/" + std::to_string(i), "bytes of " + std::to_string(i)));

  (void)apply(plan, host, {});

  for (int i = 0; i < 1000; ++i)
    REQUIRE(host.files.at("/" + std::to_string(i)).bytes == "bytes of " + std::to_string(i));
}

TEST_CASE("apply: of many one that cannot be minted leaves everything as it was",
          "[apply][threads]") {
  MemoryHost host;
  Plan plan;
  for (int i = 0; i < 1000; ++i) plan.steps.push_back(writing("/" + std::to_string(i), "new"));
  std::get<WriteFiles>(plan.steps[700].effect).mint = [](const Minting&) -> Minted {
    throw Error(Fault::host, {.id = "crypto-failed", .subject = "a key", .message = "is not made"});
  };

  CHECK_THROWS_AS(apply(plan, host, {}), Error);

  CHECK(host.files.count("/0") + host.files.count("/999") == 0);
}

TEST_CASE("apply: a full disk leaves everything as it was", "[apply]") {
  MemoryHost host;
  host.files["/a"] = {.bytes = "old a"};
  host.room = 1;

  CHECK_THROWS_AS(apply(two_files(), host, {}), Error);

  CHECK(host.files.at("/a").bytes == "old a");
  CHECK(host.files.count("/b") == 0);
}

TEST_CASE("apply: a publish that fails undoes those before it, and says so", "[apply]") {
  MemoryHost host;
  host.files["/a"] = {.bytes = "old a"};
  host.fail_publish_at = 1;

  try {
    (void)apply(two_files(), host, {});
    FAIL("it did not throw");
  } catch (const Error& error) {
    CHECK(error.problem().message.ends_with("every change was undone"));
  }
  CHECK(host.files.at("/a").bytes == "old a");
  CHECK(host.files.count("/b") == 0);
}

TEST_CASE("apply: what is no Error of ours is undone and said all the same", "[apply]") {
  MemoryHost host;
  host.files["/a"] = {.bytes = "old a"};
  host.fail_publish_at = 1;
  host.publish_lacks_memory = true;

  try {
    (void)apply(two_files(), host, {});
    FAIL("it did not throw");
  } catch (const Error& error) {
    CHECK(error.problem().id == "internal");
    CHECK(error.problem().message.ends_with("every change was undone"));
  }
  CHECK(host.files.at("/a").bytes == "old a");
  CHECK(host.files.count("/b") == 0);
}

TEST_CASE("apply: a reload that fails undoes files, modes and directories", "[apply]") {
  MemoryHost host;
  host.files["/key"] = {.bytes = "key", .mode = 0644};
  host.reload_fails = true;
  const Plan plan{.steps = {{.effect = MakeDirectory{.path = "/tls"}},
                            writing("/tls/a", "a"),
                            {.effect = SetAccess{.path = "/key", .access = {.mode = 0600}}},
                            {.effect = ReloadPostfix{.config_dir = "/etc/postfix"}}}};

  CHECK_THROWS_AS(apply(plan, host, {}), Error);

  CHECK(host.files.count("/tls") == 0);
  CHECK(host.files.count("/tls/a") == 0);
  CHECK(host.files.at("/key").mode == 0644);
  CHECK(host.reloads == 2);
}

TEST_CASE("apply: a stop that was asked for while minting changes nothing", "[apply]") {
  MemoryHost host;
  std::stop_source source;
  source.request_stop();

  CHECK_THROWS_AS(apply(two_files(), host, {.stop = source.get_token()}), Error);

  CHECK(host.files.count("/a") == 0);
}
