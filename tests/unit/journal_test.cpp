// SPDX-License-Identifier: MIT
#include "core/journal.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"

using namespace postseal;

namespace {

const std::string digest(64, 'a');

Journal example() {
  return {.directories = {"/etc/postfix/tls"},
          .files = {{.path = "/etc/postfix/tls/mx.pem",
                     .temporary = "/etc/postfix/tls/" + sidecar_name("mx.pem", "new", 12, 1),
                     .backup = "/etc/postfix/tls/" + sidecar_name("mx.pem", "old", 12, 2),
                     .before = digest,
                     .after = std::string(64, 'b')},
                    {.path = "/etc/postfix/tls/gone.pem",
                     .backup = "/etc/postfix/tls/" + sidecar_name("gone.pem", "old", 12, 3),
                     .before = digest}},
          .accesses = {{.path = "/etc/postfix/dh.pem",
                        .before = {.mode = 0600, .uid = 0, .gid = 0},
                        .after = {.mode = 0644, .uid = 0, .gid = 5}}},
          .config_dir = "/etc/postfix",
          .material = {"/etc/postfix/tls/mx.pem"},
          .confirm = true};
}

std::string refusal(const Journal& journal) {
  try {
    (void)parse_journal(journal_text(journal), "journal.staged");
  } catch (const Error& error) {
    return error.problem().id;
  }
  return "accepted";
}

}  // namespace

TEST_CASE("journal: it is read as it was written", "[journal]") {
  CHECK(parse_journal(journal_text(example()), "j") == example());
}

TEST_CASE("journal: text that is none is refused, and says which file", "[journal]") {
  for (const char* text : {"", "{}", "[]", "{\"format\": 2}", "{\"format\": 1}", "\xff\xfe"}) {
    try {
      (void)parse_journal(text, "/state/journal.staged");
      FAIL(text);
    } catch (const Error& error) {
      CHECK(error.problem().id == "journal-damaged");
      CHECK(error.problem().subject == "/state/journal.staged");
    }
  }
}

TEST_CASE("journal: it cannot make root rename what postseal never wrote", "[journal]") {
  Journal relative = example();
  relative.files[0].path = "etc/shadow";
  Journal elsewhere = example();
  elsewhere.files[0].backup = "/root/" + sidecar_name("mx.pem", "old", 12, 2);
  Journal plain = example();
  plain.files[0].temporary = "/etc/postfix/tls/attacker.pem";
  Journal climbing = example();
  climbing.files[0].path = "/etc/postfix/tls/../../shadow";
  Journal other = example();
  other.files[0].temporary = "/etc/postfix/tls/" + sidecar_name("shadow", "new", 12, 1);

  CHECK(refusal(relative) == "journal-damaged");
  CHECK(refusal(elsewhere) == "journal-damaged");
  CHECK(refusal(plain) == "journal-damaged");
  CHECK(refusal(climbing) == "journal-damaged");
  CHECK(refusal(other) == "journal-damaged");
}

TEST_CASE("journal: names of sidecars tell their process, and no other name does", "[journal]") {
  CHECK(pid_of_sidecar(sidecar_name("mx.pem", "new", 4711, 255)) == 4711);
  CHECK(pid_of_sidecar(".mx.pem.postseal-old-1-00000000000000ff") == 1);
  for (const char* name :
       {"mx.pem", ".mx.pem", ".postseal", ".postseal-new-1-00000000000000ff",
        ".mx.pem.postseal-new-1-ff", ".mx.pem.postseal-new-x-00000000000000ff",
        ".mx.pem.postseal-tmp-1-00000000000000ff", "mx.pem.postseal-new-1-00000000000000ff"})
    CHECK(pid_of_sidecar(name) == 0);
}
