// SPDX-License-Identifier: MIT
#include "core/identity_record.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"

using namespace postseal;

namespace {

Generation generation(int id, int copy_of = 0) {
  return {.id = id,
          .made = Time(std::chrono::seconds(1795000000 + id)),
          .why = copy_of == 0 ? "deploy" : "rollback",
          .copy_of = copy_of,
          .files = {{.path = "/tls/mx.pem", .stored = "mx." + std::to_string(id) + ".0"}},
          .parameters = {{.name = "smtpd_tls_chain_files", .after = "/tls/mx.pem"}},
          .leaves = {{.algorithm = "ec", .fingerprint = "AA:BB", .self_signed = true}}};
}

IdentityRecord record(std::vector<Generation> generations) {
  return {.name = "mx", .generations = std::move(generations), .held = {"AA:BB"}};
}

std::vector<int> ids(const IdentityRecord& record) {
  std::vector<int> list;
  for (const Generation& one : record.generations) list.push_back(one.id);
  return list;
}

}  // namespace

TEST_CASE("record: it is read as it was written", "[record]") {
  const IdentityRecord written = record({generation(1), generation(2), generation(3, 1)});

  CHECK(parse_record(record_text(written), "r") == written);
}

TEST_CASE("record: twice back goes further back", "[record]") {
  IdentityRecord deployed = record({generation(1), generation(2), generation(3)});
  REQUIRE(deployed.previous() != nullptr);
  CHECK(deployed.previous()->id == 2);

  deployed.generations.push_back(generation(4, 2));
  REQUIRE(deployed.previous() != nullptr);
  CHECK(deployed.previous()->id == 1);

  deployed.generations.push_back(generation(5, 1));
  CHECK(deployed.previous() == nullptr);
}

TEST_CASE("record: after a rollback a new deployment goes back to what was there", "[record]") {
  IdentityRecord mixed = record({generation(1), generation(2), generation(3, 1), generation(4)});

  REQUIRE(mixed.previous() != nullptr);
  CHECK(mixed.previous()->id == 2);
}

TEST_CASE("record: three generations stay, and the copies of those that go, go too", "[record]") {
  IdentityRecord many =
      record({generation(1), generation(2), generation(3, 1), generation(4), generation(5)});

  const std::vector<std::string> gone = many.prune();

  CHECK(ids(many) == std::vector<int>{2, 4, 5});
  CHECK(gone == std::vector<std::string>{"mx.1.0", "mx.3.0"});
}

TEST_CASE("record: what is in place is never pruned, however old", "[record]") {
  IdentityRecord back =
      record({generation(1), generation(2), generation(3), generation(4), generation(5, 1)});

  (void)back.prune();

  CHECK(ids(back) == std::vector<int>{1, 2, 3, 4, 5});
}

TEST_CASE("record: it cannot lead root elsewhere", "[record]") {
  IdentityRecord outside = record({generation(1)});
  outside.generations[0].files[0].stored = "../../shadow";
  IdentityRecord relative = record({generation(1)});
  relative.generations[0].files[0].path = "shadow";
  IdentityRecord setuid = record({generation(1)});
  setuid.generations[0].files[0].mode = 04755;

  for (const IdentityRecord& bad : {outside, relative, setuid})
    CHECK_THROWS_AS(parse_record(record_text(bad), "r"), Error);
  for (const char* text : {"", "{}", "null", "[]", "{\"format\": 9}", "{\"format\": 1}"})
    CHECK_THROWS_AS(parse_record(text, "r"), Error);
}

TEST_CASE("record: a deployment that waits is read as it was written", "[record]") {
  const PendingRecord pending{.certificate = "/le/fullchain.pem",
                              .key = "/le/privkey.pem",
                              .names = {"mx.example.org"},
                              .require_live = true,
                              .since = Time(std::chrono::seconds(1795000000)),
                              .error_id = "names-lost",
                              .error = "/le/fullchain.pem: does not have two.example.org"};

  CHECK(parse_pending(pending_text(pending), "p") == pending);
  CHECK_THROWS_AS(parse_pending("{\"format\": 1}", "p"), Error);
}
