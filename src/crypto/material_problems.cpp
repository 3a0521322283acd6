// SPDX-License-Identifier: MIT
#include "crypto/material_problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.hpp"
#include "crypto/key_derivation.hpp"

namespace postseal {
namespace {

constexpr std::string_view copy_again = "copy the file again from where it was made";

}  // namespace

PemUse use_of(std::string_view label) {
  constexpr std::array<std::string_view, 3> certificates{"CERTIFICATE", "X509 CERTIFICATE",
                                                         "TRUSTED CERTIFICATE"};
  constexpr std::array<std::string_view, 11> values{
      "PRIVATE KEY",    "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY",
      "EC PRIVATE KEY", "DSA PRIVATE KEY",       "ANY PRIVATE KEY",
      "PUBLIC KEY",     "CERTIFICATE REQUEST",   "NEW CERTIFICATE REQUEST",
      "PKCS7",          "PKCS #7 SIGNED DATA"};
  const auto is_in = [label](const auto& list) {
    return std::find(list.begin(), list.end(), label) != list.end();
  };
  if (is_in(certificates)) return PemUse::certificate;
  if (is_in(values)) return PemUse::value;
  return label == "OPENSSH PRIVATE KEY" ? PemUse::openssh : PemUse::none;
}

Problem truncated_block(std::string subject, std::string_view label) {
  return {.id = "pem-truncated",
          .subject = std::move(subject),
          .message = fmt::format("the \"{}\" block has no END line of its own", escaped(label)),
          .hint = "the file may be cut short: " + std::string(copy_again)};
}

Problem damaged_block(std::string subject, std::string_view label) {
  return {.id = "pem-damaged",
          .subject = std::move(subject),
          .message = fmt::format("the \"{}\" block is not base64", escaped(label)),
          .hint = std::string(copy_again)};
}

Problem nul_bytes(std::string subject) {
  return {.id = "file-nul-bytes",
          .subject = std::move(subject),
          .message = "has NUL bytes between its PEM lines",
          .hint = "the file may be damaged: " + std::string(copy_again)};
}

Problem openssh_key(std::string subject) {
  return {.id = "key-openssh",
          .subject = std::move(subject),
          .message = "is an OpenSSH private key, which TLS software does not read",
          .hint = "make a key for the mail server: postseal key new"};
}

Problem truncated_der(std::string subject, std::string_view bytes) {
  return {.id = "der-truncated",
          .subject = std::move(subject),
          .message = fmt::format("begins like DER, and its {} bytes are less than it says it has",
                                 bytes.size()),
          .hint = "the file may be cut short: " + std::string(copy_again)};
}

Problem trailing_bytes(std::string subject, std::size_t count) {
  return {.id = "der-truncated",
          .subject = std::move(subject),
          .message = fmt::format("the last {} bytes are no whole DER value", count),
          .hint = "the file may be cut short, or two files be joined"};
}

Problem unknown_value(std::string subject, std::string_view label) {
  return {.id = "file-unrecognised",
          .subject = std::move(subject),
          .message = label.empty()
                         ? "is DER, but no key, certificate, request, PKCS#7 or PKCS#12"
                         : fmt::format("the \"{}\" block does not hold one", escaped(label)),
          .hint = "the file may be damaged, or be of another kind"};
}

Problem bad_certificate(std::string subject) {
  return {.id = "certificate-invalid",
          .subject = std::move(subject),
          .message = "is no X.509 certificate that OpenSSL can read",
          .hint = std::string(copy_again)};
}

Problem bad_key(std::string subject) {
  return {.id = "key-invalid",
          .subject = std::move(subject),
          .message = "is no private key that OpenSSL can read",
          .hint = std::string(copy_again)};
}

Problem bad_request(std::string subject) {
  return {.id = "request-invalid",
          .subject = std::move(subject),
          .message = "is a certificate request whose signature is not by its own key",
          .hint = "make the request again"};
}

Problem bad_pkcs12(std::string subject) {
  return {.id = "file-unrecognised",
          .subject = std::move(subject),
          .message = "looks like PKCS#12, but OpenSSL cannot read it",
          .hint = std::string(copy_again)};
}

Problem unsupported_cipher(std::string subject) {
  return {.id = "cipher-unsupported",
          .subject = std::move(subject),
          .message = "is encrypted with a cipher this OpenSSL does not have",
          .hint = "decrypt it where it was made, or install OpenSSL's legacy provider"};
}

Problem too_many_rounds(std::string subject) {
  return {.id = "key-rounds",
          .subject = std::move(subject),
          .message = fmt::format("asks for more than {} rounds of key derivation", most_rounds),
          .hint = "encrypt it anew where it was made, with 600000 rounds or fewer"};
}

Problem wrong_passphrase(std::string subject) {
  return {.id = "passphrase-wrong",
          .subject = std::move(subject),
          .message = "the passphrase does not decrypt it",
          .hint = "the first line of --passphrase-file counts, without its newline"};
}

}  // namespace postseal
