// SPDX-License-Identifier: MIT
#include "commands/own_certificates.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"

namespace postseal {
namespace {

struct HeldKey {
  std::shared_ptr<const PrivateKey> key{};
  int line = 0;
  bool apart = false;
};

std::string place_of(const Material& material, int line) {
  return line > 0 ? fmt::format("{}:{}", material.subject, line) : material.subject;
}

void require_own(const Material& material, const FoundCertificate& found) {
  const Certificate& certificate = found.certificate;
  if (certificate.self_signed()) return;
  const bool same = certificate.names_as_issuer(certificate);
  throw Error(
      Fault::input,
      {.id = "not-self-signed",
       .subject = place_of(material, found.line),
       .message = same ? "names itself as its issuer, but another key signed it"
                       : fmt::format("was issued by \"{}\" to \"{}\": only its issuer can renew it",
                                     certificate.issuer(), certificate.subject()),
       .hint = "renew it where it was issued: an ACME client, a CA (postseal cert csr), or "
               "postseal ca issue"});
}

void take_keys(std::vector<HeldKey>& keys, Material&& material, bool apart) {
  for (FoundKey& found : material.keys)
    keys.push_back({.key = std::make_shared<const PrivateKey>(std::move(found.key)),
                    .line = found.line,
                    .apart = apart});
}

[[noreturn]] void no_key_for(const Material& material, const FoundCertificate& found,
                             const std::string& key_path, bool locked) {
  const std::string subject = place_of(material, found.line);
  if (locked)
    throw Error(Fault::input,
                {.id = "key-encrypted",
                 .subject = key_path.empty() ? material.subject : key_path,
                 .message = "the private key is encrypted and there is no passphrase for it",
                 .hint = "give --passphrase-file FILE, or run it on a terminal"});
  if (key_path.empty())
    throw Error(Fault::input, {.id = "key-missing",
                               .subject = subject,
                               .message = "the private key of this certificate is not in its file",
                               .hint = "give --key FILE"});
  throw Error(Fault::input,
              {.id = "key-cert-mismatch",
               .subject = subject,
               .message = fmt::format("does not belong to {}: public keys differ", key_path),
               .hint = "give the key that this certificate was made for"});
}

}  // namespace

OwnFile read_own_file(Context& context, const std::string& path,
                      const std::optional<std::string>& key_path) {
  const auto ask = [&context](const std::string& subject) { return context.passphrase(subject); };
  OwnFile file{.path = path, .bytes = context.host().read(path)};
  Material material = read_material(path, file.bytes.reveal(), ask);
  (void)certificates_of(material);
  for (const FoundCertificate& found : material.certificates) require_own(material, found);
  file.is_pem = material.container == "PEM";
  file.holds_keys = !material.keys.empty() || !material.locked.empty();
  bool locked = !material.locked.empty();

  std::vector<HeldKey> keys;
  const std::vector<FoundCertificate> certificates = std::move(material.certificates);
  const Material names{.subject = path};
  take_keys(keys, std::move(material), false);
  if (key_path) {
    file.key_path = *key_path;
    file.key_bytes = context.host().read(*key_path);
    Material more = read_material(*key_path, file.key_bytes.reveal(), ask);
    require_sound(more);
    file.key_is_pem = more.container == "PEM";
    locked = locked || !more.locked.empty();
    take_keys(keys, std::move(more), true);
  }
  for (const FoundCertificate& found : certificates) {
    const auto fits = [&found](const HeldKey& held) {
      return held.key->matches(found.certificate);
    };
    const auto held = std::find_if(keys.begin(), keys.end(), fits);
    if (held == keys.end()) no_key_for(names, found, file.key_path, locked);
    file.pairs.push_back({.certificate = found.certificate,
                          .line = found.line,
                          .key = held->key,
                          .key_line = held->line,
                          .key_apart = held->apart});
  }
  return file;
}

void require_pem(const std::string& path, bool is_pem) {
  if (is_pem) return;
  throw Error(Fault::input,
              {.id = "not-pem",
               .subject = path,
               .message = "is not PEM, and only PEM is changed in place",
               .hint = "convert it first (postseal key convert, openssl x509), or give "
                       "--out FILE"});
}

}  // namespace postseal
