// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <utility>

#include "crypto/material.hpp"
#include "crypto/material_problems.hpp"

namespace postseal {
namespace {

void count(std::string& text, std::size_t number, std::string_view one, std::string_view many) {
  if (number == 0) return;
  if (!text.empty()) text += " and ";
  text += number == 1 ? std::string(one) : fmt::format("{} {}", number, many);
}

std::string advice(const Material& material) {
  if (!material.requests.empty() && material.certificates.empty())
    return "a request is what a CA signs: the certificate it sends back is needed here";
  return {};
}

}  // namespace

std::string contents_of(const Material& material) {
  std::string text;
  count(text, material.keys.size(), "a private key", "private keys");
  count(text, material.locked.size(), "an encrypted private key", "encrypted private keys");
  count(text, material.certificates.size(), "a certificate", "certificates");
  count(text, material.requests.size(), "a certificate request", "certificate requests");
  count(text, material.public_keys.size(), "a public key", "public keys");
  return text.empty() ? "nothing" : text;
}

void require_sound(const Material& material) {
  if (!material.problems.empty()) throw Error(Fault::input, material.problems.front());
}

PrivateKey take_key(Material&& material) {
  require_sound(material);
  if (material.keys.empty() && !material.locked.empty())
    throw Error(Fault::input,
                {.id = "key-encrypted",
                 .subject = material.subject,
                 .message = "the private key is encrypted and there is no passphrase for it",
                 .hint = "give --passphrase-file FILE, or run it on a terminal"});
  if (material.keys.empty())
    throw Error(Fault::input, {.id = "key-missing",
                               .subject = material.subject,
                               .message = fmt::format("a private key is needed, but it holds {}",
                                                      contents_of(material)),
                               .hint = "give the file that the key was written to"});
  if (material.keys.size() > 1)
    throw Error(Fault::input, {.id = "key-ambiguous",
                               .subject = material.subject,
                               .message = fmt::format("has {} private keys where one is needed",
                                                      material.keys.size()),
                               .hint = "give a file with one key"});
  return std::move(material.keys.front().key);
}

std::vector<Certificate> certificates_of(const Material& material) {
  require_sound(material);
  if (material.certificates.empty())
    throw Error(Fault::input, {.id = "certificate-missing",
                               .subject = material.subject,
                               .message = fmt::format("a certificate is needed, but it holds {}",
                                                      contents_of(material)),
                               .hint = advice(material)});
  std::vector<Certificate> found;
  for (const auto& [certificate, line] : material.certificates) {
    if (!certificate.decodes())
      throw Error(Fault::input,
                  bad_certificate(line > 0 ? fmt::format("{}:{}", material.subject, line)
                                           : material.subject));
    found.push_back(certificate);
  }
  return found;
}

}  // namespace postseal
