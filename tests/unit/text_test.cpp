// SPDX-License-Identifier: MIT
#include "core/text.hpp"

#include <catch2/catch.hpp>

using namespace postseal;
using namespace std::string_literals;

TEST_CASE("text: control characters and stray bytes are shown as hexadecimal", "[core]") {
  CHECK(escaped("a\0b"s) == "a\\x00b");
  CHECK(escaped("\x1B[31mred\n") == "\\x1B[31mred\\x0A");
  CHECK(escaped("caf\xE9") == "caf\\xE9");
  CHECK(escaped("\x7F") == "\\x7F");
  CHECK(escaped("\xC2\x85") == "\\x85");
}

TEST_CASE("text: bidi and invisible marks are shown by code point", "[core]") {
  CHECK(escaped("a\u202Eb") == "a\\u202Eb");
  CHECK(escaped("a\u200Bb\uFEFF") == "a\\u200Bb\\uFEFF");
}

TEST_CASE("text: other UTF-8 stays, and escaping twice is escaping once", "[core]") {
  CHECK(escaped("größe \\ 日本 \U0001F600") == "größe \\ 日本 \U0001F600");
  CHECK(escaped(escaped("\n\u202E\xFF")) == escaped("\n\u202E\xFF"));
}

TEST_CASE("text: overlong forms, surrogates and cut characters are no UTF-8", "[core]") {
  CHECK(escaped("\xC0\x80") == "\\xC0\\x80");
  CHECK(escaped("\xED\xA0\x80") == "\\xED\\xA0\\x80");
  CHECK(escaped("\xF5\x80\x80\x80") == "\\xF5\\x80\\x80\\x80");
  CHECK(escaped("\xE6\x97") == "\\xE6\\x97");
  CHECK(utf8_of("a\xE6\x97z") == "a\uFFFD\uFFFDz");
  CHECK(utf8_of("日本") == "日本");
}

TEST_CASE("text: hexadecimal is upper case, with colons if asked for", "[core]") {
  CHECK(colon_hex("\x01\xAB\xFF") == "01:AB:FF");
  CHECK(upper_hex("\x01\xAB\xFF") == "01ABFF");
  CHECK(colon_hex("").empty());
}
