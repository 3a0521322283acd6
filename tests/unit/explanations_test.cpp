// SPDX-License-Identifier: MIT
#include "core/explanations.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "commands/commands.hpp"
#include "core/json.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;

namespace {

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void collect(const std::string& text, const std::regex& pattern, std::set<std::string>& ids) {
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
    ids.insert((*at)[1]);
}

// Every id in the sources: where it is given to an error or a finding, directly or through a
// function that makes one, and where a header promises it.
std::set<std::string> ids_in_sources() {
  const std::regex member(R"re(\.id = "([a-z0-9-]+)")re");
  const std::regex made(R"re(\b(?:usage|judge\.add|problem)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)")re");
  const std::regex graded(R"re(Severity::[a-z]+,\s*\{?\s*"([a-z0-9]+(?:-[a-z0-9]+)+)")re");
  const std::regex promised(R"re(//.*Errors?\b[^"\n]*"([a-z0-9]+(?:-[a-z0-9]+)+)")re");
  std::set<std::string> ids;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(test::source_dir() + "/src")) {
    const std::string extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp") continue;
    const std::string text = text_of_file(entry.path());
    for (const std::regex* pattern : {&member, &made, &graded, &promised})
      collect(text, *pattern, ids);
  }
  return ids;
}

Answer explain(const std::string& term, const std::string& version = "3.7") {
  test::MemoryHost host;
  Command command = explain_command();
  test::give(command, term);
  Globals globals;
  globals.postfix_version = parse_postfix_version(version);
  return test::carry_out(command, host, globals).answer;
}

}  // namespace

TEST_CASE("explanations: every id in the sources is explained", "[explain]") {
  const std::set<std::string> ids = ids_in_sources();
  CHECK(ids.size() > 60);
  for (const std::string& id : ids) {
    INFO(id);
    CHECK(find_explanation(id) != nullptr);
  }
}

TEST_CASE("explanations: each id once, in order, with something to say", "[explain]") {
  const auto ids = explained_ids();
  CHECK(std::set<std::string_view>(ids.begin(), ids.end()).size() == ids.size());
  for (const std::string_view id : ids) {
    const Explanation* one = find_explanation(id);
    INFO(id);
    REQUIRE(one != nullptr);
    for (const std::string_view text : {one->meaning, one->cause, one->remedy}) {
      CHECK(text.size() > 8);
      CHECK(text.find("  ") == std::string_view::npos);
    }
    CHECK(one->meaning.ends_with('.'));
    CHECK(one->cause.ends_with('.'));
  }
}

TEST_CASE("explain: an id says what it means, what causes it and what to do", "[explain]") {
  const Answer answer = explain("key-encrypted");
  CHECK(answer.text.find("key-encrypted\n\nWhat it means:\n  The private key is encrypted.") == 0);
  CHECK(answer.text.find("\nWhat to do:\n  postseal key convert") != std::string::npos);
  CHECK(answer.result->at("kind") == "id");
}

TEST_CASE("explain: no line is longer than a terminal", "[explain]") {
  for (const std::string_view id : explained_ids()) {
    std::istringstream lines(explain(std::string(id)).text);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 78);
  }
}

TEST_CASE("explain: a parameter has its history and its default in this version", "[explain]") {
  const Answer old = explain("smtpd_tls_chain_files", "3.3");
  CHECK(old.result->at("kind") == "parameter");
  CHECK(old.result->at("state") == "not known");
  CHECK(old.result->at("default").is_null());
  CHECK(explain("smtpd_tls_chain_files").result->at("state") == "in use");
  CHECK(explain("smtpd_use_tls", "3.9").result->at("state") == "deprecated");
  CHECK(
      explain("smtpd_use_tls", "3.9").text.find("use instead           smtpd_tls_security_level") !=
      std::string::npos);
}

TEST_CASE("explain: in a line of a log the first name counts", "[explain]") {
  const Answer answer = explain(
      "postconf: warning: /etc/postfix/main.cf: support for parameter \"smtpd_use_tls\" will be "
      "removed; instead, specify \"smtpd_tls_security_level\"");
  CHECK(answer.result->at("term") == "smtpd_use_tls");
}

TEST_CASE("explain: what Postfix logs leads to the id", "[explain]") {
  const auto id = [](const std::string& line) {
    const Answer answer = explain(line);
    CHECK(answer.result->at("kind") == "log");
    CHECK(answer.result->at("term") == line);
    return answer.result->at("id").get<std::string>();
  };
  CHECK(id("warning: error loading chain from /etc/postfix/tls/mx.pem: key not first") ==
        "key-not-first");
  CHECK(id("warning: key at index 1 in /x.pem does not match next certificate") ==
        "key-cert-mismatch");
  CHECK(id("warning: loading /x.pem: ignoring PEM type: ENCRYPTED PRIVATE KEY") == "key-encrypted");
  CHECK(id("warning: No PEM data in /x.pem") == "pem-missing");
  CHECK(id("warning: Digest algorithm \"sha999\" not found; disabling TLS support") ==
        "digest-unknown");
}

TEST_CASE("explain: an unknown term is an error that names the nearest", "[explain]") {
  try {
    (void)explain("key-encryptd");
    FAIL("it was explained");
  } catch (const Error& error) {
    CHECK(error.problem().id == "term-unknown");
    CHECK(error.fault() == Fault::input);
    CHECK(error.problem().hint == "did you mean key-encrypted?");
  }
  CHECK_THROWS_AS(explain("usage of the locked file exists"), Error);
}
