// SPDX-License-Identifier: MIT
#include "core/log_patterns.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "core/explanations.hpp"
#include "core/version.hpp"

using namespace postseal;

namespace {

struct Case {
  const LogMessage* message = nullptr;
  std::string pattern{};
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  std::istringstream in{std::string(text)};
  for (std::string part; std::getline(in, part, separator);) out.push_back(part);
  return out;
}

std::vector<Case> all_patterns() {
  std::vector<Case> out;
  for (const auto& table : log_message_tables())
    for (const LogMessage& message : table)
      for (const std::string& pattern : split(message.patterns, '\n'))
        out.push_back({&message, pattern});
  return out;
}

// What stands in a hole in real life.
std::string sample(const std::string& hole) {
  static const std::map<std::string, std::string> samples{{"file", "/etc/postfix/tls/mx.pem"},
                                                          {"peer", "mx.example[192.0.2.1]:25"},
                                                          {"client", "unknown[192.0.2.1]"},
                                                          {"why", "No such file or directory"},
                                                          {"level", "bogus"},
                                                          {"key", "example.org"},
                                                          {"class", "next-hop destination"},
                                                          {"table", "smtp_tls_policy_maps"},
                                                          {"matched", "Untrusted"},
                                                          {"code", "530"}};
  if (hole.ends_with('#')) return "7";
  const auto found = samples.find(hole);
  return found == samples.end() ? "xyz" : found->second;
}

std::string example_of(const Case& one) {
  std::string out;
  for (std::size_t at = 0; at < one.pattern.size(); ++at) {
    if (one.pattern[at] != '{') {
      out += one.pattern[at];
      continue;
    }
    const std::size_t close = one.pattern.find('}', at);
    out += sample(one.pattern.substr(at + 1, close - at - 1));
    at = close;
  }
  const std::string daemon(one.message->daemons.substr(0, one.message->daemons.find(' ')));
  return daemon.empty() ? out : "postfix/" + daemon + "[1]: " + out;
}

std::vector<std::string_view> sorted_holes(std::string_view text) {
  auto holes = holes_of(text);
  std::sort(holes.begin(), holes.end());
  return holes;
}

}  // namespace

TEST_CASE("log messages: every pattern fits its own line, and none stands before another",
          "[log]") {
  for (const Case& one : all_patterns()) {
    const std::string line = example_of(one);
    INFO(line);
    const auto found = find_log_message(read_log_line(line));
    REQUIRE(found.has_value());
    INFO(found->message->patterns);
    CHECK(found->message == one.message);
  }
}

TEST_CASE("log messages: nothing is there twice", "[log]") {
  std::set<std::string> seen;
  for (const Case& one : all_patterns()) {
    INFO(one.pattern);
    CHECK(seen.insert(std::string(one.message->daemons) + "|" + one.pattern).second);
  }
  CHECK(seen.size() > 500);
}

TEST_CASE("log messages: texts name only what every wording holds", "[log]") {
  for (const Case& one : all_patterns()) {
    const auto there = sorted_holes(one.pattern);
    for (const std::string_view text :
         {one.message->meaning, one.message->effect, one.message->cause, one.message->remedy})
      for (const std::string_view hole : holes_of(text)) {
        INFO(one.pattern << ": " << hole);
        CHECK(std::binary_search(there.begin(), there.end(), hole));
      }
  }
}

TEST_CASE("log messages: no hole has two meanings, and none follows another at once", "[log]") {
  for (const Case& one : all_patterns()) {
    INFO(one.pattern);
    const auto holes = sorted_holes(one.pattern);
    CHECK(std::adjacent_find(holes.begin(), holes.end()) == holes.end());
    CHECK(one.pattern.find("}{") == std::string::npos);
    CHECK(weight_of(one.pattern) >= 14);
    CHECK(std::count(one.pattern.begin(), one.pattern.end(), '{') ==
          std::count(one.pattern.begin(), one.pattern.end(), '}'));
  }
}

TEST_CASE("log messages: each has something to say", "[log]") {
  for (const Case& one : all_patterns()) {
    INFO(one.pattern);
    for (const std::string_view text :
         {one.message->meaning, one.message->effect, one.message->cause, one.message->remedy}) {
      CHECK(text.size() > 3);
      CHECK(text.find("  ") == std::string_view::npos);
    }
    CHECK((one.message->see.empty() || find_explanation(one.message->see) != nullptr));
    for (const std::string_view release : {one.message->since, one.message->until})
      if (!release.empty()) CHECK_NOTHROW(parse_postfix_version(release));
    const std::set<std::string_view> severities{"", "warning", "error", "fatal", "panic"};
    CHECK(severities.count(one.message->severity) == 1);
  }
}

TEST_CASE("log messages: who says it decides between equal words", "[log]") {
  const auto meaning = [](const std::string& line) {
    return std::string(find_log_message(read_log_line(line))->message->meaning);
  };
  CHECK(meaning("postfix/smtpd[1]: fatal: Invalid TLS level \"x\"").find("server") !=
        std::string::npos);
  CHECK(meaning("postfix/smtp[1]: fatal: Invalid TLS level \"x\"").find("client") !=
        std::string::npos);
  CHECK_FALSE(find_log_message(read_log_line("postfix/postscreen[1]: CONNECT from [192.0.2.1]:9")));
  CHECK(find_log_message(read_log_line("postfix/smtps[1]: fatal: Invalid TLS level \"x\"")));
}

TEST_CASE("log messages: other talk is none of them", "[log]") {
  for (const char* const line :
       {"", " ", "connect from unknown[192.0.2.1]", "warning: hostname x does not resolve",
        "disconnect from a[192.0.2.1] ehlo=2 starttls=1 mail=1 quit=1 commands=5",
        "statistics: max cache size 2", "what does fingerprint mean", "removed"}) {
    INFO(line);
    CHECK_FALSE(find_log_message(read_log_line(line)));
  }
}
