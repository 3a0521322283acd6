// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace postseal::test {

// Where tests/fixtures/make.sh put what it made.
std::string fixtures_dir();

// The top of the source tree.
std::string source_dir();

// The bytes of a fixture: "keys/full.crt".
std::string fixture(const std::string& name);

}  // namespace postseal::test
