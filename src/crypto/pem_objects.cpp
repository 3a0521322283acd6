// SPDX-License-Identifier: MIT
#include "crypto/pem_objects.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <utility>

#include "crypto/line_bio.hpp"
#include "crypto/openssl.hpp"
#include "crypto/public_identity.hpp"

namespace postseal {
namespace {

struct WipeBytes {
  std::size_t size = 0;
  void operator()(unsigned char* bytes) const noexcept { OPENSSL_clear_free(bytes, size); }
};

std::string last_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason != nullptr ? reason : "";  // PEM_read_bio fails without a word, too
}

std::optional<PemObject> next_object(const LineBio& lines) {
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* bytes = nullptr;
  long size = 0;
  if (PEM_read_bio(lines.native(), &name, &header, &bytes, &size) != 1) return std::nullopt;
  const BytesHandle owned_name(reinterpret_cast<unsigned char*>(name));
  const BytesHandle owned_header(reinterpret_cast<unsigned char*>(header));
  const auto count = static_cast<std::size_t>(size);
  const std::unique_ptr<unsigned char, WipeBytes> owned_bytes(bytes, WipeBytes{count});
  return PemObject{
      .label = name,
      .encrypted = std::string_view(name) == PEM_STRING_PKCS8 ||
                   std::string_view(header).find("ENCRYPTED") != std::string_view::npos,
      .der = Secret(text_of(bytes, count)),
      .line = lines.begin_line(),
  };
}

// What Postfix takes a label for, and the d2i type that goes with it (tls_certkey.c).
struct Label {
  PemKind kind = PemKind::other;
  int key_type = EVP_PKEY_NONE;
};

Label label_of(std::string_view label) {
  if (label == PEM_STRING_X509 || label == PEM_STRING_X509_OLD)
    return {.kind = PemKind::certificate};
  if (label == PEM_STRING_PKCS8INF) return {.kind = PemKind::key};
  if (label == PEM_STRING_RSA) return {.kind = PemKind::key, .key_type = EVP_PKEY_RSA};
  if (label == PEM_STRING_ECPRIVATEKEY) return {.kind = PemKind::key, .key_type = EVP_PKEY_EC};
  if (label == PEM_STRING_DSA) return {.kind = PemKind::key, .key_type = EVP_PKEY_DSA};
  return {};
}

PkeyHandle decoded_key(int key_type, const unsigned char** at, long size) {
  if (key_type != EVP_PKEY_NONE) return PkeyHandle(d2i_PrivateKey(key_type, nullptr, at, size));
  const Pkcs8Handle wrapped(d2i_PKCS8_PRIV_KEY_INFO(nullptr, at, size));
  return PkeyHandle(wrapped ? EVP_PKCS82PKEY(wrapped.get()) : nullptr);
}

void add_key(LoadableFile& file, LoaderObject object, PkeyHandle key) {
  object.decodes = key != nullptr;
  object.slot = slot_of(key.get());
  object.public_key = public_identity(key.get());
  file.file.objects.push_back(std::move(object));
  file.certificates.emplace_back();
  file.keys.emplace_back();
  if (key) file.keys.back() = PrivateKey::adopt(key.release());
}

void add_certificate(LoadableFile& file, LoaderObject object, const X509Handle& certificate) {
  object.decodes = certificate != nullptr;
  file.certificates.emplace_back();
  if (certificate) {
    const EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    object.slot = slot_of(key);
    object.public_key = public_identity(key);
    file.certificates.back() =
        Certificate::read(der_of<i2d_X509>(certificate.get(), "writing a certificate"));
  }
  file.file.objects.push_back(std::move(object));
  file.keys.emplace_back();
}

void add_object(LoadableFile& file, const PemObject& pem) {
  const Label label = label_of(pem.label);
  LoaderObject object{
      .kind = label.kind, .label = pem.label, .line = pem.line, .encrypted = pem.encrypted};
  const unsigned char* const start = bytes_of(pem.der.reveal());
  const unsigned char* at = start;
  const auto size = static_cast<long>(pem.der.reveal().size());
  if (label.kind == PemKind::certificate) {
    const X509Handle certificate(d2i_X509(nullptr, &at, size));
    object.excess = at - start != size;
    add_certificate(file, std::move(object), certificate);
  } else if (label.kind == PemKind::key) {
    PkeyHandle key = decoded_key(label.key_type, &at, size);
    object.excess = at - start != size;
    add_key(file, std::move(object), std::move(key));
  } else {
    file.file.objects.push_back(std::move(object));
    file.certificates.emplace_back();
    file.keys.emplace_back();
  }
  ERR_clear_error();
}

bool at_end_of_file() {
  return ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_PEM &&
         ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
}

// As Postfix: there is nobody to ask.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) { return -1; }

}  // namespace

PemReading read_pem_objects(std::string_view bytes) {
  const LineBio lines(bytes);
  PemReading reading;
  ERR_clear_error();
  while (auto object = next_object(lines)) {
    reading.objects.push_back(std::move(*object));
    ERR_clear_error();
  }
  // Postfix looks at the reason alone, whatever the library.
  reading.ends_well = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  reading.end_line = lines.line();
  if (!reading.ends_well) reading.end_reason = last_reason();
  ERR_clear_error();
  return reading;
}

LoadableFile chain_file(std::string name, std::string_view bytes) {
  const PemReading reading = read_pem_objects(bytes);
  LoadableFile file{.file = {.name = std::move(name),
                             .ends_well = reading.ends_well,
                             .end_line = reading.end_line,
                             .end_reason = reading.end_reason}};
  for (const PemObject& object : reading.objects) add_object(file, object);
  return file;
}

LoadableFile certificate_file(std::string name, std::string_view bytes) {
  const LineBio lines(bytes);
  LoadableFile file{.file = {.name = std::move(name)}};
  ERR_clear_error();
  X509Handle next(PEM_read_bio_X509_AUX(lines.native(), nullptr, no_passphrase, nullptr));
  while (next) {
    add_certificate(
        file, {.kind = PemKind::certificate, .label = PEM_STRING_X509, .line = lines.begin_line()},
        next);
    ERR_clear_error();
    next.reset(PEM_read_bio_X509(lines.native(), nullptr, no_passphrase, nullptr));
  }
  file.file.ends_well = at_end_of_file();
  file.file.end_line = lines.line();
  if (!file.file.ends_well || file.file.objects.empty()) file.file.end_reason = last_reason();
  ERR_clear_error();
  return file;
}

LoadableFile key_file(std::string name, std::string_view bytes) {
  const LineBio lines(bytes);
  LoadableFile file{.file = {.name = std::move(name)}};
  ERR_clear_error();
  PkeyHandle key(PEM_read_bio_PrivateKey(lines.native(), nullptr, no_passphrase, nullptr));
  if (!key) file.file.end_reason = last_reason();
  LoaderObject object{.kind = PemKind::key, .label = PEM_STRING_PKCS8INF};
  object.line = lines.begin_line();
  object.encrypted = file.file.end_reason == "problems getting password";
  add_key(file, std::move(object), std::move(key));
  ERR_clear_error();
  return file;
}

}  // namespace postseal
