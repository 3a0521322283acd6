// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/secret.hpp"
#include "crypto/certificate.hpp"
#include "crypto/private_key.hpp"
#include "crypto/request.hpp"

namespace postseal {

// Asked at most once per file, when something encrypted is met; nullopt: there is none to give.
using AskPassphrase = std::function<std::optional<Secret>(const std::string& subject)>;

// LINE is that of the BEGIN line, from 1; 0 outside PEM.
struct FoundKey {
  PrivateKey key;
  std::string form{};  // "PKCS#8", "PKCS#1", "SEC1", "DSA", "PKCS#12"
  bool encrypted = false;
  int line = 0;
};
struct FoundCertificate {
  Certificate certificate;
  int line = 0;
};
struct FoundRequest {
  Request request;
  int line = 0;
};
struct FoundPublicKey {
  std::string spki_der{};
  KeyFacts key{};
  int line = 0;
};
// An encrypted key without a passphrase for it.
struct LockedKey {
  std::string form{};
  int line = 0;
};

// Everything of use in one file, in its order. What else the file holds (text, parameters,
// revocation lists) is passed over; what should be of use and is damaged is a problem.
struct Material {
  std::string subject{};    // the file, for messages
  std::string container{};  // "PEM", "DER", "PKCS#12", "PKCS#7"; "" if nothing was found
  std::vector<FoundKey> keys{};
  std::vector<FoundCertificate> certificates{};
  std::vector<FoundRequest> requests{};
  std::vector<FoundPublicKey> public_keys{};
  std::vector<LockedKey> locked{};
  std::vector<Problem> problems{};

  [[nodiscard]] bool empty() const noexcept {
    return keys.empty() && certificates.empty() && requests.empty() && public_keys.empty() &&
           locked.empty();
  }
};

// Reads any of: PEM (PKCS#8, PKCS#1, SEC1, encrypted or not, certificates, PKCS#7, requests, public
// keys), DER of the same, PKCS#12. Without ASK encrypted keys stay locked. Throws
// "passphrase-wrong" only; the ids of problems are those of look_of() and "pem-truncated",
// "pem-damaged", "der-truncated", "certificate-invalid", "key-invalid", "request-invalid",
// "key-openssh", "cipher-unsupported", "key-rounds".
[[nodiscard]] Material read_material(std::string subject, std::string_view bytes,
                                     const AskPassphrase& ask = {});

// Throws the first problem, if there is one.
void require_sound(const Material& material);

// The one private key of a sound file. Errors: "key-encrypted", "key-missing" (which says what the
// file has instead), "key-ambiguous".
[[nodiscard]] PrivateKey take_key(Material&& material);

// The certificates of a sound file. Errors: "certificate-missing", "certificate-invalid".
[[nodiscard]] std::vector<Certificate> certificates_of(const Material& material);

// "a certificate request and 2 certificates": for messages; "nothing" if empty.
[[nodiscard]] std::string contents_of(const Material& material);

}  // namespace postseal
