// SPDX-License-Identifier: MIT
#include "system/recover.hpp"

#include <catch2/catch.hpp>

#include "memory_host.hpp"
#include "system/journal_store.hpp"

using namespace postseal;
using test::MemoryHost;

namespace {

constexpr const char* state = "/tls/.postseal";

MemoryHost machine() {
  MemoryHost host;
  host.add_directory("/tls");
  host.files[state] = {.mode = 0700, .kind = FileKind::directory};
  host.files["/tls/a"] = {.bytes = "old a", .mode = 0600};
  host.files["/tls/b"] = {.bytes = "old b", .mode = 0600};
  return host;
}

// A run that was killed when its first COUNT files were published.
Journal cut_short(MemoryHost& host, std::size_t count) {
  Journal journal;
  for (const std::string name : {"a", "b"})
    journal.files.push_back(host.stage({.path = "/tls/" + name}, "new " + name));
  write_journal(host, state, journal);
  for (std::size_t i = 0; i < count; ++i) host.publish(journal.files[i]);
  return journal;
}

std::size_t sidecars(const MemoryHost& host) {
  std::size_t count = 0;
  for (const auto& [path, file] : host.files)
    if (pid_of_sidecar(path.substr(path.rfind('/') + 1)) != 0) ++count;
  return count;
}

bool has_journal(const MemoryHost& host) { return find_journal(host, state).has_value(); }

}  // namespace

TEST_CASE("recover: nothing to end is nothing said", "[recover]") {
  MemoryHost host = machine();

  CHECK_FALSE(recover(host, state, false));
  CHECK_FALSE(recover(host, "/nowhere/.postseal", false));
}

TEST_CASE("recover: what was staged or half published is undone", "[recover]") {
  for (const std::size_t count : {0U, 1U}) {
    MemoryHost host = machine();
    (void)cut_short(host, count);

    CHECK(recover(host, state, false) == Recovered::undone);

    CHECK(host.files.at("/tls/a").bytes == "old a");
    CHECK(host.files.at("/tls/b").bytes == "old b");
    CHECK(sidecars(host) == 0);
    CHECK_FALSE(has_journal(host));
  }
}

TEST_CASE("recover: what was published is finished, marked or not", "[recover]") {
  for (const bool marked : {false, true}) {
    MemoryHost host = machine();
    (void)cut_short(host, 2);
    if (marked) mark_journal(host, state, JournalStage::staged, JournalStage::published);

    CHECK(recover(host, state, false) == Recovered::finished);

    CHECK(host.files.at("/tls/a").bytes == "new a");
    CHECK(host.files.at("/tls/b").bytes == "new b");
    CHECK(sidecars(host) == 0);
    CHECK_FALSE(has_journal(host));
  }
}

TEST_CASE("recover: a file that was not published yet may have been edited", "[recover]") {
  MemoryHost host = machine();
  (void)cut_short(host, 1);
  host.files["/tls/b"].bytes = "an administrator's b";

  CHECK(recover(host, state, false) == Recovered::undone);

  CHECK(host.files.at("/tls/a").bytes == "old a");
  CHECK(host.files.at("/tls/b").bytes == "an administrator's b");
}

TEST_CASE("recover: a published file that was edited since stops an undo, and is named",
          "[recover]") {
  MemoryHost host = machine();
  (void)cut_short(host, 1);
  host.files["/tls/a"].bytes = "an administrator's a";

  try {
    (void)recover(host, state, false);
    FAIL("it went on");
  } catch (const Error& error) {
    CHECK(error.problem().id == "journal-conflict");
    CHECK(error.problem().message.find("/tls/a") != std::string::npos);
  }
  CHECK(host.files.at("/tls/a").bytes == "an administrator's a");
  CHECK(has_journal(host));

  CHECK(recover(host, state, true) == Recovered::kept);
  CHECK(host.files.at("/tls/a").bytes == "an administrator's a");
  CHECK_FALSE(has_journal(host));
}

TEST_CASE("recover: after a commit only leftovers go", "[recover]") {
  MemoryHost host = machine();
  (void)cut_short(host, 2);
  mark_journal(host, state, JournalStage::staged, JournalStage::committed);
  host.files["/tls/a"].bytes = "edited since";

  CHECK(recover(host, state, false) == Recovered::finished);

  CHECK(host.files.at("/tls/a").bytes == "edited since");
  CHECK(sidecars(host) == 0);
}

TEST_CASE("recover: a journal that others could have written is not believed", "[recover]") {
  MemoryHost host = machine();
  (void)cut_short(host, 1);
  host.files[state].mode = 0777;

  CHECK_THROWS_AS(recover(host, state, false), Error);

  CHECK(host.files.at("/tls/a").bytes == "new a");
}

TEST_CASE("recover: a journal is read however many files it names", "[recover]") {
  MemoryHost host = machine();
  Journal journal = cut_short(host, 1);
  journal.material.push_back("/" + std::string(input_cap, 'm'));  // more than is read of an input
  host.drop(std::string(state) + "/journal.staged");
  write_journal(host, state, journal);

  CHECK(recover(host, state, false) == Recovered::undone);

  CHECK(host.files.at("/tls/a").bytes == "old a");
}

TEST_CASE("recover: a dry run only says that there is something", "[recover]") {
  MemoryHost host = machine();
  (void)cut_short(host, 1);

  const auto said = pending_recovery(host, state);

  REQUIRE(said);
  CHECK(said->find("undoes") != std::string::npos);
  CHECK(host.files.at("/tls/a").bytes == "new a");
  CHECK(has_journal(host));
}
