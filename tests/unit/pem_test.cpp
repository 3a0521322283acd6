// SPDX-License-Identifier: MIT
#include "core/pem.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "core/base64.hpp"

using namespace postseal;

namespace {

std::vector<PemBlock> blocks_of(std::string_view text) {
  std::vector<PemBlock> blocks;
  for (PemReader reader(text); const auto block = reader.next();) blocks.push_back(*block);
  return blocks;
}

}  // namespace

TEST_CASE("base64: the vectors of RFC 4648 go both ways", "[core]") {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(base64(bytes) == text);
    CHECK(parse_base64(text) == bytes);
  }
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  CHECK(parse_base64(base64(all)) == all);
}

TEST_CASE("base64: line ends and blanks may stand anywhere", "[core]") {
  CHECK(parse_base64("\r\nZm9v\r\nYmFy\r\n") == "foobar");
  CHECK(parse_base64(" Z m\n9\tv Y g=\n= \n") == "foob");
  CHECK(parse_base64("Zm9\nvYmFy") == "foobar");
}

TEST_CASE("base64: what is no base64 is refused", "[core]") {
  for (const std::string_view text : {"Zm9", "Zg=", "Zg===", "Z===", "=", "Zm9v=", "Zm-v",
                                      "Zm9v\x01", "Zg==Zg==", "Zg==x", "\xc3\xa9", "Zm9vY"})
    CHECK_FALSE(parse_base64(text));
  CHECK_FALSE(parse_base64(std::string_view("Zm9v\0", 5)));
}

TEST_CASE("pem: blocks are found with their label and line", "[core]") {
  const auto blocks = blocks_of(
      "Bag Attributes\n  friendlyName: x\n-----BEGIN CERTIFICATE-----\nZm9v\n-----END "
      "CERTIFICATE-----\nbetween\n-----BEGIN PRIVATE KEY-----\nYmFy\n-----END PRIVATE KEY-----\n");

  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].label == "CERTIFICATE");
  CHECK(blocks[0].line == 3);
  CHECK(bytes_of(blocks[0]) == "foo");
  CHECK(blocks[1].label == "PRIVATE KEY");
  CHECK(blocks[1].line == 7);
  CHECK(bytes_of(blocks[1]) == "bar");
}

TEST_CASE("pem: CRLF, a byte order mark and a missing last newline change nothing", "[core]") {
  const auto blocks = blocks_of(
      "\xef\xbb\xbf-----BEGIN CERTIFICATE-----\r\nZm9v\r\nYmFy\r\n-----END CERTIFICATE-----");
  REQUIRE(blocks.size() == 1);
  CHECK(bytes_of(blocks[0]) == "foobar");
}

TEST_CASE("pem: a mark inside a line is no mark", "[core]") {
  CHECK(blocks_of("see -----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n").empty());
}

TEST_CASE("pem: headers before an empty line are passed over", "[core]") {
  const auto blocks = blocks_of(
      "-----BEGIN X-----\nProc-Type: 4,CLEAR\nOther: y\n\nZm9v\n-----END X-----\n"
      "-----BEGIN X-----\r\nProc-Type: 4,CLEAR\r\n\r\nZm9v\r\n-----END X-----\r\n");
  REQUIRE(blocks.size() == 2);
  CHECK(bytes_of(blocks[0]) == "foo");
  CHECK(bytes_of(blocks[1]) == "foo");
}

TEST_CASE("pem: a block without its END is open, and the next one is still found", "[core]") {
  const auto blocks = blocks_of(
      "-----BEGIN CERTIFICATE-----\nZm9v\n-----BEGIN CERTIFICATE-----\nYmFy\n-----END "
      "CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nZm9v\n-----END PRIVATE "
      "KEY-----\n-----BEGIN CERTIFICATE-----");
  REQUIRE(blocks.size() == 4);
  CHECK_FALSE(blocks[0].closed);
  CHECK_FALSE(bytes_of(blocks[0]));
  CHECK(bytes_of(blocks[1]) == "bar");
  CHECK_FALSE(blocks[2].closed);
  CHECK_FALSE(blocks[3].closed);
  CHECK(blocks[3].line == 9);
}

TEST_CASE("pem: a broken BEGIN line is passed over", "[core]") {
  CHECK(blocks_of("-----BEGIN CERTIFICATE\nZm9v\n-----END CERTIFICATE-----\n").empty());
  CHECK(blocks_of("-----BEGIN ").empty());
  CHECK(blocks_of("").empty());
}

TEST_CASE("pem: ten MiB of comments are no obstacle", "[core]") {
  std::string text;
  while (text.size() < 10 * 1024 * 1024) text += "# -----BEGIN nothing at all, only words\n";
  const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  text += "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n";
  const auto blocks = blocks_of(text);
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].line == lines + 1);
}
