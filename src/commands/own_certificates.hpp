// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/material_files.hpp"

namespace postseal {

// A self-signed certificate and its key. Lines are those of their PEM blocks.
struct OwnCertificate {
  Certificate certificate;
  int line = 0;
  std::shared_ptr<const PrivateKey> key{};
  int key_line = 0;
  bool key_apart = false;  // in the file of --key, not beside the certificate
};

// A file of self-signed certificates whose keys are in it or in another file. A single-file
// identity has several: a key and its certificate, the next key and its certificate.
struct OwnFile {
  std::string path{};  // as given
  Secret bytes{};
  std::vector<OwnCertificate> pairs{};
  bool is_pem = false;
  bool holds_keys = false;
  std::string key_path{};  // --key, as given; "" without
  Secret key_bytes{};
  bool key_is_pem = false;
};

// Errors: "not-self-signed" (issuer and subject differ, or another key signed), "key-missing" (give
// --key), "key-cert-mismatch", and those of reading.
[[nodiscard]] OwnFile read_own_file(Context& context, const std::string& path,
                                    const std::optional<std::string>& key_path);

// The Error "not-pem" where a file is to be changed in place and is DER or the like.
void require_pem(const std::string& path, bool is_pem);

}  // namespace postseal
