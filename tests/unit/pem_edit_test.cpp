// SPDX-License-Identifier: MIT
#include "core/pem_edit.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

TEST_CASE("pem edit: a block is replaced and every other byte stays", "[core]") {
  const std::string text =
      "before\r\n-----BEGIN A-----\nAAAA\n-----END A-----\nbetween\n"
      "-----BEGIN B-----\nBBBB\n-----END B-----\nafter";
  const Secret made(std::string_view("-----BEGIN C-----\nCCCC\n-----END C-----\n"));

  CHECK(with_blocks_replaced(text, {{6, &made}}).reveal() ==
        "before\r\n-----BEGIN A-----\nAAAA\n-----END A-----\nbetween\n"
        "-----BEGIN C-----\nCCCC\n-----END C-----\nafter");
  CHECK(with_blocks_replaced(text, {{2, &made}, {6, &made}}).reveal() ==
        "before\r\n-----BEGIN C-----\nCCCC\n-----END C-----\nbetween\n"
        "-----BEGIN C-----\nCCCC\n-----END C-----\nafter");
  CHECK(with_blocks_replaced(text, {}).reveal() == text);
}

TEST_CASE("pem edit: a last line without a newline is replaced whole", "[core]") {
  const Secret made(std::string_view("-----BEGIN C-----\nCCCC\n-----END C-----\n"));

  CHECK(with_blocks_replaced("-----BEGIN A-----\nAAAA\n-----END A-----", {{1, &made}}).reveal() ==
        made.reveal());
}
