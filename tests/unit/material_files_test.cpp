// SPDX-License-Identifier: MIT
#include "core/material.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "core/os_layout.hpp"

using namespace postseal;

namespace {

PostfixVersion v(std::string_view text) { return parse_postfix_version(text); }

}  // namespace

TEST_CASE("material: what cannot stand in main.cf is refused", "[material]") {
  const auto failure = [](const std::string& directory, std::vector<KeyType> types) -> std::string {
    try {
      (void)material_files({.directory = directory, .name = "n", .types = std::move(types)},
                           v("3.7"));
      return "accepted";
    } catch (const Error& error) {
      return error.problem().id;
    }
  };
  for (const char* directory : {"tls", "/a b", "/a,b", "/a$b", "/a\nb", "/a\tb"})
    CHECK(failure(directory, {KeyType::ed25519}) == "path-unusable");
  for (const char* name : {"", "..", ".hidden", "a/b", "../x"})
    CHECK_THROWS_AS(material_files({.directory = "/d", .name = name}, v("3.7")), Error);
  CHECK(failure("/d", {KeyType::ec_p256, KeyType::ec_p384}) == "key-type-twice");
  CHECK(failure("/d", {KeyType::ec_p256, KeyType::rsa_2048, KeyType::ed25519}) == "accepted");
}

TEST_CASE("material: names of files", "[material]") {
  CHECK(file_stem("*.example.org") == "wildcard.example.org");
  CHECK(file_stem("2001:db8::1") == "2001-db8--1");
  const MaterialNames names{.directory = "/d",
                            .name = "n",
                            .layout = Layout::split,
                            .types = {KeyType::ec_p256, KeyType::rsa_2048}};
  const std::vector<MaterialFile> split = material_files(names, v("3.7"));
  REQUIRE(split.size() == 2);
  CHECK(split[0] == MaterialFile{{KeyType::ec_p256}, "/d/n.ec.crt", "/d/n.ec.key"});
  CHECK(split[1] == MaterialFile{{KeyType::rsa_2048}, "/d/n.rsa.crt", "/d/n.rsa.key"});
}

TEST_CASE("os layout: read from os-release", "[material]") {
  CHECK(os_layout_of("ID=debian\n") == OsLayout::debian);
  CHECK(os_layout_of("NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n") ==
        OsLayout::debian);
  CHECK(os_layout_of("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n") == OsLayout::rhel);
  CHECK(os_layout_of("ID=freebsd\n") == OsLayout::freebsd);
  CHECK(os_layout_of("ID=alpine\n") == OsLayout::other);
  CHECK(os_layout_of("") == OsLayout::other);
}
