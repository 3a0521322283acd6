// SPDX-License-Identifier: MIT
#include "core/report.hpp"

#include <catch2/catch.hpp>

#include "core/diff.hpp"
#include "core/json.hpp"

using namespace postseal;

namespace {

Plan drifted_mode() {
  return {.steps = {{.effect = SetAccess{.path = "/dh.pem", .access = {.mode = 0644}},
                     .changes = {{.kind = ChangeKind::file,
                                  .action = Action::mode,
                                  .target = "/dh.pem",
                                  .before = {{"group", "ffdhe3072"}, {"mode", "0600"}},
                                  .after = {{"group", "ffdhe3072"}, {"mode", "0644"}},
                                  .access = {.mode = 0644}}}}}};
}

}  // namespace

TEST_CASE("report: a change reads as a sentence in both tenses", "[report]") {
  CHECK(as_text(drifted_mode(), Tense::would) ==
        "would set the mode of /dh.pem: group ffdhe3072, mode 0644\n");
  CHECK(as_text(drifted_mode(), Tense::did) ==
        "set the mode of /dh.pem: group ffdhe3072, mode 0644\n");
}

TEST_CASE("report: the diff of material has a line per fact", "[report]") {
  CHECK(as_diff(drifted_mode()) ==
        "--- /dh.pem\n+++ /dh.pem\n group ffdhe3072\n-mode 0600\n+mode 0644\n");
}

TEST_CASE("report: a parameter change has its old and new value", "[report]") {
  const Change change{.kind = ChangeKind::parameter,
                      .action = Action::set,
                      .target = "smtpd_tls_security_level",
                      .new_value = "may"};

  const Json json = as_json(change);

  CHECK(json["name"] == "smtpd_tls_security_level");
  CHECK(json["before"].is_null());
  CHECK(json["after"] == "may");
}

TEST_CASE("report: the document stays valid JSON whatever a file contained", "[report]") {
  const Problem problem{.id = "x", .subject = "a\xff\x01\"b", .message = "m", .hint = ""};

  const std::string text = as_document({.command = "c", .version = "1", .problem = &problem});

  const Json read = Json::parse(text);
  CHECK(read["error"]["subject"] == "a\xEF\xBF\xBD\x01\"b");
  CHECK(read["changed"] == false);
  CHECK(read["schema"] == 1);
}

TEST_CASE("report: names from outside are escaped in every line of text", "[report]") {
  const Change change{.kind = ChangeKind::file,
                      .action = Action::replace,
                      .target = "/a\x1b[31m",
                      .before = {{"names", "b\n"}},
                      .after = {{"names", "c\u202e"}}};
  const Plan plan{.steps = {{.changes = {change}}}};
  CHECK(as_text(plan, Tense::did) == "replaced /a\\x1B[31m: names c\\u202E\n");
  CHECK(as_diff(plan) == "--- /a\\x1B[31m\n+++ /a\\x1B[31m\n-names b\\x0A\n+names c\\u202E\n");
  const Finding finding{.id = "x", .subject = "/a\r", .message = "m\x07", .hint = "h\x7f"};
  CHECK(as_text(finding) == "error: /a\\x0D: m\\x07 [x]\n  hint: h\\x7F");
}

TEST_CASE("diff: the unified form has three lines of context", "[report]") {
  const TextChange change{.path = "/main.cf",
                          .before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                          .after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"};

  CHECK(unified_diff(change) ==
        "--- /main.cf\n+++ /main.cf\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("diff: equal texts have none, and a missing last newline is said", "[report]") {
  CHECK(unified_diff({.path = "/f", .before = "a\n", .after = "a\n"}).empty());
  CHECK(unified_diff({.path = "/f", .before = "", .after = "a"}) ==
        "--- /f\n+++ /f\n@@ -0,0 +1,1 @@\n+a\n\\ No newline at end of file\n");
}
