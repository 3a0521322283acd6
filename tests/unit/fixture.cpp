// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace postseal::test {

std::string fixtures_dir() { return POSTSEAL_FIXTURES; }

std::string source_dir() { return POSTSEAL_SOURCE; }

std::string fixture(const std::string& name) {
  std::ifstream in(fixtures_dir() + "/" + name, std::ios::binary);
  if (!in) throw std::runtime_error("no fixture " + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace postseal::test
