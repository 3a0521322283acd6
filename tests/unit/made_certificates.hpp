// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/x509v3.h>

#include <string>
#include <utility>
#include <vector>

#include "crypto/certificate.hpp"
#include "crypto/openssl.hpp"

namespace postseal::test {

// A certificate as OpenSSL makes it: all of one key, for what matters is what they say.
struct Recipe {
  std::string name{};
  std::string issuer{};
  std::vector<std::pair<std::string, std::string>> extensions{};  // as openssl.cnf has them
  long days_before = 30;                                          // that it began, and will end
  long days_after = 30;
};

// The key that all are signed with.
PkeyHandle one_key();

Certificate made(const Recipe& recipe, EVP_PKEY* key);

}  // namespace postseal::test
