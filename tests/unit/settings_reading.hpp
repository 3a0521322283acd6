// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "core/error.hpp"
#include "core/settings.hpp"

namespace postseal::test {

inline Settings read_settings(const std::string& text) {
  return parse_settings(text, "postseal.toml");
}

// The Error that TEXT is; without an id if there is none.
inline Problem problem_of(const std::string& text) {
  try {
    (void)read_settings(text);
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::config);
    return error.problem();
  }
  return {};
}

// "ID SUBJECT: MESSAGE" of the refusal; "" if the text was accepted.
inline std::string refusal(const std::string& text) {
  const Problem problem = problem_of(text);
  if (problem.id.empty()) return "";
  return problem.id + " " + problem.subject + ": " + problem.message;
}

inline std::string hint(const std::string& text) { return problem_of(text).hint; }

// An identity with a host name and these lines, from line 3 on; a policy with a next hop the same.
inline std::string identity(const std::string& lines) {
  return "[[identity]]\nhostnames = [\"mx.example\"]\n" + lines;
}
inline std::string policy(const std::string& lines) {
  return "[[policy]]\nnexthop = \"example.net\"\n" + lines;
}

}  // namespace postseal::test
