// SPDX-License-Identifier: MIT
#include "crypto/material.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>
#include <utility>

#include "core/base64.hpp"
#include "core/der.hpp"
#include "core/der_kind.hpp"
#include "core/file_look.hpp"
#include "core/pem.hpp"
#include "crypto/material_problems.hpp"
#include "crypto/openssl.hpp"
#include "crypto/unlock.hpp"

namespace postseal {
namespace {

std::string_view form_of(DerKind kind) {
  switch (kind) {
    case DerKind::pkcs8:
    case DerKind::encrypted_key:
      return "PKCS#8";
    case DerKind::sec1:
      return "SEC1";
    case DerKind::pkcs1:
      return "PKCS#1";
    default:
      return "unknown";
  }
}

// The bytes of a block that may be a key: nothing of them is left behind.
std::optional<Secret> secret_of(std::string_view base64_text) {
  auto bytes = parse_base64(base64_text);
  if (!bytes) return std::nullopt;
  Secret secret{std::string_view(*bytes)};
  ::explicit_bzero(bytes->data(), bytes->size());
  return secret;
}

class Reader {
 public:
  Reader(std::string subject, const AskPassphrase& ask) : ask_(ask) {
    found_.subject = std::move(subject);
  }

  Material read(std::string_view bytes) && {
    if (bytes.starts_with("\x30") && bytes.find("-----BEGIN ") == std::string_view::npos)
      read_der_file(bytes);
    else
      read_pem_file(bytes);
    if (found_.empty() && found_.problems.empty())
      found_.problems.push_back(look_of(found_.subject, bytes));
    return std::move(found_);
  }

 private:
  // What is being read: where it stands, and whether it has headers of its own.
  struct Place {
    std::string label{};
    int line = 0;
  };

  void read_pem_file(std::string_view bytes);
  void read_block(const PemBlock& block);
  void read_traditional(const PemBlock& block, std::size_t end_of_headers);
  void read_der_file(std::string_view bytes);
  void read_value(std::string_view der, const Place& place);
  void read_certificate(std::string_view der, const Place& place);
  void read_key(std::string_view der, const Place& place, DerKind kind);
  void read_public_key(std::string_view der, const Place& place);
  void read_pkcs12(std::string_view der);
  void unlocked(UnlockedKey result, std::string_view form, const Place& place);

  // The passphrase; asked for when it is first needed.
  const Secret* passphrase() {
    if (!asked_ && ask_) passphrase_ = ask_(found_.subject);
    asked_ = true;
    return passphrase_ ? &*passphrase_ : nullptr;
  }

  void problem(Problem problem) { found_.problems.push_back(std::move(problem)); }
  [[nodiscard]] std::string subject(const Place& place) const {
    return place.line > 0 ? fmt::format("{}:{}", found_.subject, place.line) : found_.subject;
  }

  const AskPassphrase& ask_;
  Material found_{};
  std::optional<Secret> passphrase_{};
  bool asked_ = false;
};

void Reader::read_pem_file(std::string_view bytes) {
  if (is_utf16(bytes)) return;
  PemReader reader(bytes);
  while (const auto block = reader.next()) {
    read_block(*block);
    found_.container = "PEM";
  }
  if (found_.container.empty()) return;
  if (bytes.find('\0') != std::string_view::npos) problem(nul_bytes(found_.subject));
}

void Reader::read_block(const PemBlock& block) {
  const Place place{.label = std::string(block.label), .line = static_cast<int>(block.line)};
  const PemUse use = use_of(block.label);
  if (use == PemUse::none) return;
  if (use == PemUse::openssh) return problem(openssh_key(subject(place)));
  if (!block.closed) return problem(truncated_block(subject(place), block.label));
  const std::size_t headers = block.body.find("Proc-Type:");
  if (headers != std::string_view::npos) return read_traditional(block, headers);
  const auto der = secret_of(block.body);
  if (!der) return problem(damaged_block(subject(place), block.label));
  std::string_view rest = der->reveal();
  const auto element = der::take(rest);
  // A trusted certificate is followed by OpenSSL's own notes on it.
  const bool trusted = block.label == "TRUSTED CERTIFICATE";
  if (use == PemUse::certificate)
    return read_certificate(element && trusted ? element->whole : der->reveal(), place);
  read_value(der->reveal(), place);
}

void Reader::read_traditional(const PemBlock& block, std::size_t start) {
  const Place place{.label = std::string(block.label), .line = static_cast<int>(block.line)};
  std::string headers;
  std::string_view rest = block.body.substr(start);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
    const std::string_view line = rest.substr(0, end + 1);
    rest.remove_prefix(end + 1);
    const std::size_t last = line.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) break;
    headers.append(line.substr(0, last + 1)).append("\n");
  }
  const auto body = secret_of(rest);
  if (!body) return problem(damaged_block(subject(place), block.label));
  const std::string_view form = block.label.starts_with("EC ")    ? "SEC1"
                                : block.label.starts_with("DSA ") ? "DSA"
                                                                  : "PKCS#1";
  const Secret* secret = passphrase();
  if (secret == nullptr) {
    found_.locked.push_back({.form = std::string(form), .line = place.line});
    return;
  }
  unlocked(unlock_traditional(headers, body->reveal(), *secret), form, place);
}

void Reader::read_der_file(std::string_view bytes) {
  const std::string_view all = bytes;
  while (const auto element = der::take(bytes, der::sequence)) {
    found_.container = "DER";
    read_value(element->whole, {});
  }
  if (bytes.empty()) return;
  if (bytes.size() == all.size()) {
    // BER lengths that DER forbids: OpenSSL may read the certificate all the same.
    if (Certificate::read(all)) return read_certificate(all, {});
    return problem(truncated_der(found_.subject, all));
  }
  problem(trailing_bytes(found_.subject, bytes.size()));
}

void Reader::read_value(std::string_view der, const Place& place) {
  const DerKind kind = kind_of(der);
  switch (kind) {
    case DerKind::certificate:
      return read_certificate(der, place);
    case DerKind::request:
      if (auto request = Request::read(der))
        found_.requests.push_back({.request = std::move(*request), .line = place.line});
      else
        problem(bad_request(subject(place)));
      return;
    case DerKind::pkcs8:
    case DerKind::pkcs1:
    case DerKind::sec1:
    case DerKind::encrypted_key:
      return read_key(der, place, kind);
    case DerKind::public_key:
      return read_public_key(der, place);
    case DerKind::pkcs12:
      return read_pkcs12(der);
    case DerKind::pkcs7:
      if (const auto bag = pkcs7_certificates(der)) {
        if (place.line == 0) found_.container = "PKCS#7";
        for (const Certificate& certificate : *bag)
          found_.certificates.push_back({.certificate = certificate, .line = place.line});
        return;
      }
      break;
    case DerKind::other:
      break;
  }
  problem(unknown_value(subject(place), place.label));
}

void Reader::read_certificate(std::string_view der, const Place& place) {
  if (auto certificate = Certificate::read(der))
    found_.certificates.push_back({.certificate = std::move(*certificate), .line = place.line});
  else
    problem(bad_certificate(subject(place)));
}

void Reader::read_key(std::string_view der, const Place& place, DerKind kind) {
  if (kind != DerKind::encrypted_key) {
    if (auto key = PrivateKey::from_der(der))
      found_.keys.push_back(
          {.key = std::move(*key),
           .form = place.label.starts_with("DSA ") ? "DSA" : std::string(form_of(kind)),
           .line = place.line});
    else
      problem(bad_key(subject(place)));
    return;
  }
  const Secret* secret = passphrase();
  if (secret == nullptr)
    found_.locked.push_back({.form = std::string(form_of(kind)), .line = place.line});
  else
    unlocked(unlock_pkcs8(der, *secret), form_of(kind), place);
}

void Reader::unlocked(UnlockedKey result, std::string_view form, const Place& place) {
  if (result.outcome == Unlocking::wrong_passphrase)
    throw Error(Fault::input, wrong_passphrase(subject(place)));
  if (result.outcome == Unlocking::unsupported_cipher)
    return problem(unsupported_cipher(subject(place)));
  if (result.outcome == Unlocking::too_many_rounds) return problem(too_many_rounds(subject(place)));
  if (!result.key) return problem(bad_key(subject(place)));
  found_.keys.push_back({.key = std::move(*result.key),
                         .form = std::string(form),
                         .encrypted = true,
                         .line = place.line});
}

void Reader::read_public_key(std::string_view der, const Place& place) {
  const unsigned char* at = bytes_of(der);
  const PkeyHandle key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  (void)drained_errors();
  if (!key) return problem(unknown_value(subject(place), place.label));
  found_.public_keys.push_back(
      {.spki_der = std::string(der), .key = facts_of(key.get()), .line = place.line});
}

// Tried without a passphrase first: files of certificates often have none.
void Reader::read_pkcs12(std::string_view der) {
  found_.container = "PKCS#12";
  bool encrypted = false;
  UnlockedBag bag = unlock_pkcs12(der, Secret{});
  if (bag.outcome == Unlocking::wrong_passphrase) {
    const Secret* secret = passphrase();
    if (secret == nullptr) {
      found_.locked.push_back({.form = "PKCS#12"});
      return;
    }
    encrypted = true;
    bag = unlock_pkcs12(der, *secret);
  }
  if (bag.outcome == Unlocking::wrong_passphrase)
    throw Error(Fault::input, wrong_passphrase(found_.subject));
  if (bag.outcome == Unlocking::unsupported_cipher)
    return problem(unsupported_cipher(found_.subject));
  if (bag.outcome == Unlocking::too_many_rounds) return problem(too_many_rounds(found_.subject));
  if (bag.outcome == Unlocking::damaged) return problem(bad_pkcs12(found_.subject));
  if (bag.key)
    found_.keys.push_back({.key = std::move(*bag.key), .form = "PKCS#12", .encrypted = encrypted});
  for (Certificate& certificate : bag.certificates)
    found_.certificates.push_back({.certificate = std::move(certificate)});
}

}  // namespace

Material read_material(std::string subject, std::string_view bytes, const AskPassphrase& ask) {
  return Reader(std::move(subject), ask).read(bytes);
}

}  // namespace postseal
