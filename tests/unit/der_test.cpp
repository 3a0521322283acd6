// SPDX-License-Identifier: MIT
#include "core/der.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace postseal;
using namespace std::string_literals;

namespace {

std::string element(unsigned char tag, const std::string& body) {
  return std::string(1, static_cast<char>(tag)) + static_cast<char>(body.size()) + body;
}

std::string time_text(unsigned char tag, const std::string& text) {
  const auto time = der::time_of({.tag = tag, .body = text, .whole = {}});
  return time ? rfc3339(*time) : "none";
}

}  // namespace

TEST_CASE("der: elements are taken one after another", "[core]") {
  const std::string bytes = "\x02\x01\x05\x04\x03"s + "abc";
  std::string_view input = bytes;

  const auto number = der::take(input, der::integer);
  REQUIRE(number);
  CHECK(number->body == "\x05");
  CHECK(number->whole == "\x02\x01\x05");
  const auto octets = der::take(input);
  REQUIRE(octets);
  CHECK(octets->tag == der::octet_string);
  CHECK(octets->body == "abc");
  CHECK(input.empty());
  CHECK_FALSE(der::take(input));
}

TEST_CASE("der: another tag leaves the input as it was", "[core]") {
  const std::string bytes = element(der::integer, "\x05");
  std::string_view input = bytes;
  CHECK_FALSE(der::take(input, der::sequence));
  CHECK(input == bytes);
}

TEST_CASE("der: lengths of one to four octets are read", "[core]") {
  const std::string body(300, 'x');
  const std::string bytes = "\x04\x82\x01\x2c"s + body;
  std::string_view input = bytes;
  const auto found = der::take(input);
  REQUIRE(found);
  CHECK(found->body == body);
  CHECK(found->whole.size() == 304);
}

TEST_CASE("der: a length that is no DER is refused and consumes nothing", "[core]") {
  const std::vector<std::string> bad = {
      "\x04"s,                                      // no length
      "\x04\x02z"s,                                 // longer than the input
      "\x04\x80zz\0\0"s,                            // indefinite
      "\x04\x81\x01z"s,                             // one octet too many
      "\x04\x82\x00\x81"s + std::string(200, 'z'),  // a leading zero
      "\x04\x85\x00\x00\x00\x00\x01z"s,             // five octets
      "\x04\x84\xff\xff\xff\xffz"s,                 // four GiB
      "\x04\x82\x01"s,                              // cut short in the length
      "\x1f\x01z"s,                                 // a tag of several bytes
  };
  for (const std::string& bytes : bad) {
    std::string_view input = bytes;
    CHECK_FALSE(der::take(input));
    CHECK(input == bytes);
  }
}

TEST_CASE("der: times of certificates are read", "[core]") {
  CHECK(time_text(der::utc_time, "261122223700Z") == "2026-11-22T22:37:00Z");
  CHECK(time_text(der::utc_time, "491231235959Z") == "2049-12-31T23:59:59Z");
  CHECK(time_text(der::utc_time, "500101000000Z") == "1950-01-01T00:00:00Z");
  CHECK(time_text(der::generalized_time, "20510228000001Z") == "2051-02-28T00:00:01Z");
  CHECK(time_text(der::generalized_time, "99991231235959Z") == "9999-12-31T23:59:59Z");
}

TEST_CASE("der: a time that is none is nothing", "[core]") {
  CHECK(time_text(der::utc_time, "2611222237Z") == "none");
  CHECK(time_text(der::utc_time, "261122223700+0100") == "none");
  CHECK(time_text(der::utc_time, "26112222370xZ") == "none");
  CHECK(time_text(der::utc_time, "261322223700Z") == "none");
  CHECK(time_text(der::utc_time, "260229000000Z") == "none");
  CHECK(time_text(der::utc_time, "260228240000Z") == "none");
  CHECK(time_text(der::generalized_time, "261122223700Z") == "none");
  CHECK(time_text(der::integer, "261122223700Z") == "none");
  CHECK(time_text(der::utc_time, "") == "none");
}
