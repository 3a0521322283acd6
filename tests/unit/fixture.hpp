// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace postseal::test {

// The bytes of a fixture: "keys/full.crt".
inline std::string fixture(const std::string& name) {
  std::ifstream in(std::string(POSTSEAL_FIXTURES) + "/" + name, std::ios::binary);
  if (!in) throw std::runtime_error("no fixture " + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace postseal::test
