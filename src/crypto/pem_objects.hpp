// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/loader.hpp"
#include "core/secret.hpp"
#include "crypto/certificate.hpp"
#include "crypto/private_key.hpp"

namespace postseal {

// One PEM object as OpenSSL's PEM_read_bio hands it to Postfix.
struct PemObject {
  std::string label{};     // "EC PRIVATE KEY"
  bool encrypted = false;  // by its headers (RFC 1421) or its label
  Secret der{};            // headers are not applied: ciphertext if encrypted
  int line = 0;            // of its BEGIN line, from 1
};

struct PemReading {
  std::vector<PemObject> objects{};
  bool ends_well = true;     // false: PEM_read_bio met something it could not read
  int end_line = 0;          // where reading stopped
  std::string end_reason{};  // OpenSSL's word for it: "bad base64 decode"
};

// Reads all objects of a file until its end or the first error.
[[nodiscard]] PemReading read_pem_objects(std::string_view bytes);

// A file as the loader model wants it, and what its objects are, by the same index.
struct LoadableFile {
  LoaderFile file{};
  std::vector<std::optional<Certificate>> certificates{};
  std::vector<std::optional<PrivateKey>> keys{};
};

// A file of smtpd_tls_chain_files, or one that is certificate and key file at once.
[[nodiscard]] LoadableFile chain_file(std::string name, std::string_view bytes);

// A separate smtpd_tls_cert_file: the certificates SSL_CTX_use_certificate_chain_file takes.
[[nodiscard]] LoadableFile certificate_file(std::string name, std::string_view bytes);

// A separate smtpd_tls_key_file: the one key SSL_CTX_use_PrivateKey_file takes, or none.
[[nodiscard]] LoadableFile key_file(std::string name, std::string_view bytes);

}  // namespace postseal
