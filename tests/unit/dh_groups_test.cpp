// SPDX-License-Identifier: MIT
#include "core/dh_groups.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"

using namespace postseal;

namespace {

// The id of the usage Error that READ throws.
template <typename Read>
std::string refusal(const Read& read) {
  try {
    (void)read();
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::usage);
    CHECK_FALSE(error.problem().hint.empty());
    return error.problem().id;
  }
  return "accepted";
}

}  // namespace

TEST_CASE("dh groups: every name reads back as its group, and says its size", "[core][dh]") {
  for (const DhGroup group : all_dh_groups) {
    const std::string name(name_of(group));
    CHECK(parse_dh_group(name, "--group") == group);
    CHECK(name.ends_with(std::to_string(bits_of(group))));
  }
}

TEST_CASE("dh groups: a group knows the RFC it is from", "[core][dh]") {
  CHECK(source_of(DhGroup::ffdhe3072) == "RFC 7919");
  CHECK(source_of(DhGroup::modp1536) == "RFC 3526");
}

TEST_CASE("dh groups: an unknown group is a usage error that lists the known ones", "[core][dh]") {
  try {
    (void)parse_dh_group("modp", "--group");
    FAIL("modp was accepted");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "--group: unknown group \"modp\"");
    for (const DhGroup group : all_dh_groups)
      CHECK(error.problem().hint.find(name_of(group)) != std::string::npos);
  }
}

TEST_CASE("dh groups: 512 to 8192 bits may be asked for, nothing else", "[core][dh]") {
  CHECK(parse_dh_bits("512", "--bits") == 512);
  CHECK(parse_dh_bits("8192", "--bits") == 8192);
  for (const char* text : {"511", "8193", "0", "-2048", "2048x", "", " 2048", "99999999999"})
    CHECK(refusal([&] { return parse_dh_bits(text, "--bits"); }) == "dh-bits-out-of-range");
}

TEST_CASE("dh groups: a choice is auto, none, a group or a size", "[core][dh]") {
  CHECK(std::holds_alternative<DhAutomatic>(parse_dh_choice("auto", "--dh")));
  CHECK(std::holds_alternative<DhNone>(parse_dh_choice("none", "--dh")));
  CHECK(std::get<DhGroup>(parse_dh_choice("modp4096", "--dh")) == DhGroup::modp4096);
  CHECK(std::get<int>(parse_dh_choice("3072", "--dh")) == 3072);
  CHECK(refusal([] { return parse_dh_choice("always", "--dh"); }) == "dh-group-unknown");
  CHECK(refusal([] { return parse_dh_choice("256", "--dh"); }) == "dh-bits-out-of-range");
}
