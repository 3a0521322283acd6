// SPDX-License-Identifier: MIT
#include "crypto/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "core/error.hpp"

namespace postseal::crypto {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw Error(Fault::host, {.id = "openssl-failed",
                              .subject = "SHA-256",
                              .message = "OpenSSL cannot compute it",
                              .hint = "run with -v for OpenSSL's own words"});
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace postseal::crypto
