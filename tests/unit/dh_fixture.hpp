// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "core/dh_params.hpp"
#include "fixture.hpp"

namespace postseal::test {

// The bytes of a file that tests/fixtures/dh.part made.
inline std::string dh_file(const std::string& name) {
  std::ifstream file(fixtures_dir() + "/dh/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline bool has_dh_file(const std::string& name) {
  return std::ifstream(fixtures_dir() + "/dh/" + name).good();
}

inline DhParams dh_params(const std::string& name) { return read_dh_params(dh_file(name), name); }

}  // namespace postseal::test
