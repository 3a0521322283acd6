// SPDX-License-Identifier: MIT
#include "core/version.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"

using namespace postseal;

TEST_CASE("version: a release without a patch level means its newest known one", "[core]") {
  CHECK(text_of(parse_postfix_version("3.7")) == "3.7.22");
  CHECK(text_of(parse_postfix_version("2.3")) == "2.3.19");
  CHECK(text_of(parse_postfix_version("3.12")) == "3.12.0");
  CHECK(parse_postfix_version("3.11") == newest_stable_postfix);
}

TEST_CASE("version: a patch level is taken as it is written", "[core]") {
  CHECK(text_of(parse_postfix_version("3.7.11")) == "3.7.11");
  CHECK(text_of(parse_postfix_version("3.11.99")) == "3.11.99");
}

TEST_CASE("version: releases are ordered by number, not by text", "[core]") {
  CHECK(parse_postfix_version("3.9") < parse_postfix_version("3.10"));
  CHECK(parse_postfix_version("2.11") < parse_postfix_version("3.0"));
  CHECK(parse_postfix_version("3.7.9") < parse_postfix_version("3.7.11"));
}

TEST_CASE("version: what is no known release is a usage error", "[core]") {
  for (const char* text : {"", "3", "3.", "2.2", "3.13", "4.0", "3.7.", "3.7.x", "3.7.11 ", "v3.7",
                           "-3.7", "3.-7", "3.-0", "3.8-RC1", "99999.1", "3.7.1.2"}) {
    INFO(text);
    try {
      (void)parse_postfix_version(text);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::usage);
      CHECK(error.problem().id == "postfix-version-unknown");
    }
  }
}

TEST_CASE("version: every form of mail_version is read", "[core]") {
  CHECK(text_of(read_mail_version("3.7.11")) == "3.7.11");
  CHECK(text_of(read_mail_version("3.8-RC1")) == "3.8.0");
  CHECK(text_of(read_mail_version("3.12-20260821")) == "3.12.0");
  CHECK(text_of(read_mail_version("3.8.0-RC2")) == "3.8.0");
  CHECK(text_of(read_mail_version("4.1.2")) == "4.1.2");
  CHECK_THROWS_AS(read_mail_version("2.2.12"), Error);
  CHECK_THROWS_AS(read_mail_version("sendmail"), Error);
}

TEST_CASE("version: a feature reaches a release and patch levels of those before it", "[core]") {
  const auto has = [](const char* text) {
    return is_since("3.9 3.8.1 3.7.6", parse_postfix_version(text));
  };
  CHECK(has("3.9.0"));
  CHECK(has("3.12"));
  CHECK(has("3.8.1"));
  CHECK(has("3.7.22"));
  CHECK_FALSE(has("3.8.0"));
  CHECK_FALSE(has("3.7.5"));
  CHECK_FALSE(has("3.6.20"));
  CHECK_FALSE(is_since("", newest_postfix));
}
