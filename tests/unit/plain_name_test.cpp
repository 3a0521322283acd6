// SPDX-License-Identifier: MIT
#include "core/plain_name.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace postseal;
using namespace std::string_literals;

std::string element(char tag, const std::string& body) {
  return std::string{tag, static_cast<char>(body.size())} + body;
}

std::string attribute(const std::string& object, const std::string& value, char tag = '\x0c') {
  return element('\x31', element('\x30', element('\x06', object) + element(tag, value)));
}

const std::string common_name = "\x55\x04\x03", organization = "\x55\x04\x0a";

std::optional<std::string> text_of(const std::string& sets) {
  return plain_name_text(element('\x30', sets));
}

}  // namespace

TEST_CASE("plain name: what is usual reads as OpenSSL prints it", "[name]") {
  CHECK(text_of("") == "");
  CHECK(text_of(attribute(organization, "Example", '\x13') + attribute(common_name, "mx.a.org")) ==
        "O=Example, CN=mx.a.org");
  CHECK(text_of(attribute("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "a@b.c", '\x16')) ==
        "emailAddress=a@b.c");
}

TEST_CASE("plain name: all else is left to OpenSSL", "[name]") {
  CHECK_FALSE(text_of(attribute(common_name, "M\xc3\xbcller")));
  CHECK_FALSE(text_of(attribute(common_name, "a\x07")));
  CHECK_FALSE(text_of(attribute(common_name, "a, b")));
  CHECK_FALSE(text_of(attribute(common_name, "a\\b")));
  CHECK_FALSE(text_of(attribute(common_name, "\0a"s, '\x1e')));  // BMPString
  CHECK_FALSE(text_of(attribute("\x55\x04\x63", "a")));          // an attribute we do not know
  const std::string pair = element('\x30', element('\x06', common_name) + element('\x0c', "a"));
  CHECK_FALSE(text_of(element('\x31', pair + pair)));  // two attributes in one set
  CHECK_FALSE(text_of(attribute(common_name, "a") + "x"));
  CHECK_FALSE(plain_name_text(""));
  CHECK_FALSE(plain_name_text(element('\x30', "") + "x"));
}
