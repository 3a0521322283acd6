// SPDX-License-Identifier: MIT
#include "core/names.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"

using namespace postseal;
using namespace std::string_literals;

namespace {

std::string parsed(const std::string& text) { return parse_host_name(text, "HOSTNAME").text; }

// What the refusal says; "" if the name was accepted.
std::string refusal(const std::string& text) {
  try {
    (void)parse_host_name(text, "HOSTNAME");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::usage);
    CHECK(error.problem().id == "name-invalid");
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("names: a host name is read in lower case", "[core]") {
  CHECK(parsed("Mail.Example.ORG") == "mail.example.org");
  CHECK(parsed("mx1") == "mx1");
  CHECK(parsed("3com.example") == "3com.example");
  CHECK(parsed("*.example.org") == "*.example.org");
  CHECK(parsed(std::string(63, 'a') + ".example") == std::string(63, 'a') + ".example");
}

TEST_CASE("names: addresses are canonical, with or without brackets", "[core]") {
  CHECK(parsed("192.0.2.1") == "192.0.2.1");
  CHECK(parsed("[192.0.2.1]") == "192.0.2.1");
  CHECK(parsed("2001:DB8:0:0::1") == "2001:db8::1");
  CHECK(parse_host_name("[2001:db8::1]", "").address.size() == 16);
  CHECK(parse_host_name("192.0.2.1", "").address == "\xC0\x00\x02\x01"s);
  CHECK(refusal("fe80::1%eth0") ==
        "HOSTNAME: \"fe80::1%eth0\" is no IPv6 address, and a name has no colon");
}

TEST_CASE("names: an internationalised name becomes A-labels", "[core]") {
  CHECK(parsed("bücher.example") == "xn--bcher-kva.example");
  CHECK(parsed("BÜCHER.example") == "xn--bcher-kva.example");
  CHECK(parsed("straße.example") == "xn--strae-oqa.example");  // not transitional: not strasse
  CHECK(parsed("*.日本.example") == "*.xn--wgv71a.example");
  CHECK(parsed("日本。example") == "xn--wgv71a.example");
  CHECK(parsed("xn--bcher-kva.example") == "xn--bcher-kva.example");
  CHECK(readable(parse_host_name("*.xn--bcher-kva.example", "")) == "*.bücher.example");
  CHECK_FALSE(refusal("xn--99999999999.example").empty());
  CHECK_FALSE(refusal("☃.example").empty());
}

TEST_CASE("names: a label over 63 characters is refused", "[core]") {
  CHECK(refusal(std::string(64, 'a') + ".example.org").find("has a label of 64 characters; 63") !=
        std::string::npos);
  CHECK_FALSE(refusal(std::string(60, 'x') + "üüü" + ".example").empty());
}

TEST_CASE("names: more than 253 characters are refused", "[core]") {
  std::string name = "a";
  while (name.size() < 253) name += ".a";
  CHECK(parsed(name) == name);
  CHECK(refusal(name + ".a").find("has 255 characters; 253 is the most") != std::string::npos);
}

TEST_CASE("names: a trailing dot is refused with the name without it", "[core]") {
  try {
    (void)parse_host_name("mail.example.org.", "HOSTNAME");
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.problem().message ==
          "\"mail.example.org.\" ends in a dot, which no certificate name does");
    CHECK(error.problem().hint == "write \"mail.example.org\"");
  }
}

TEST_CASE("names: wildcards stand only in front, for one label", "[core]") {
  for (const char* name : {"mail.*.example.org", "m*.example.org", "*mail.example.org",
                           "mail.example.*", "*.*.example.org", "**.example.org"}) {
    INFO(name);
    CHECK(refusal(name).find("has a wildcard that is not the whole leftmost label") !=
          std::string::npos);
  }
  CHECK(refusal("*.org").find("would stand for a whole top-level domain") != std::string::npos);
  CHECK_FALSE(refusal("*").empty());
}

TEST_CASE("names: what no host name has is refused", "[core]") {
  for (const char* name : {"", ".", ".example.org", "a..b", "_smtp._tcp.example.org", "-a.example",
                           "a-.example", "a b.example", "a,b", "user@example.org", "host:25",
                           "https://example.org", "300.1.1.1", "1.2.3", "12", "a/b"}) {
    INFO(name);
    CHECK_FALSE(refusal(name).empty());
  }
}

TEST_CASE("names: control characters, bidi marks and stray bytes are shown escaped", "[core]") {
  CHECK(refusal("mail\x1b[31m.example") ==
        "HOSTNAME: \"mail\\x1B[31m.example\" has control characters, invisible marks or bytes "
        "that are not UTF-8");
  CHECK(refusal("mail\0.example"s).find("mail\\x00.example") != std::string::npos);
  CHECK(refusal("\u202Egro.example").find("\\u202Egro.example") != std::string::npos);
  CHECK(refusal("caf\xE9.example").find("caf\\xE9.example") != std::string::npos);
  CHECK(refusal(std::string(5000, 'a')).size() < 250);
}

TEST_CASE("names: a list drops repeats and has an end", "[core]") {
  const auto names = parse_host_names({"b.example", "a.example", "B.example"}, "HOSTNAME");

  CHECK(names.size() == 2);
  CHECK(names.at(0).text == "b.example");
  try {
    (void)parse_host_names(std::vector<std::string>(10000, "a.example"), "HOSTNAME");
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.problem().id == "names-too-many");
    CHECK(error.problem().message == "10000 names; 1000 is the most");
  }
}

TEST_CASE("names: a domain covers itself and what is below it", "[core]") {
  const std::string domain = parse_domain(".Example.org", "--permit");

  CHECK(domain == "example.org");
  CHECK(is_within(parse_host_name("example.org", ""), domain));
  CHECK(is_within(parse_host_name("a.b.example.org", ""), domain));
  CHECK(is_within(parse_host_name("*.example.org", ""), domain));
  CHECK_FALSE(is_within(parse_host_name("notexample.org", ""), domain));
  CHECK_FALSE(is_within(parse_host_name("192.0.2.1", ""), domain));
  CHECK_THROWS_AS((void)parse_domain("*.example.org", "--permit"), Error);
  CHECK_THROWS_AS((void)parse_domain("192.0.2.1", "--permit"), Error);
}
