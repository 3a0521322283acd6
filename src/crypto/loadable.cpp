// SPDX-License-Identifier: MIT
#include "crypto/loadable.hpp"

#include <openssl/conf.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <memory>

#include "crypto/line_bio.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using DigestHandle = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;

struct FreeInfos {
  void operator()(STACK_OF(X509_INFO) * stack) const noexcept {
    sk_X509_INFO_pop_free(stack, X509_INFO_free);
  }
};

// As Postfix: there is nobody to ask.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) { return -1; }

}  // namespace

// The name alone is not enough: OpenSSL 3 lists digests of providers that are not loaded.
bool knows_digest(const std::string& name) {
  const EVP_MD* digest = EVP_get_digestbyname(name.c_str());
  const DigestHandle context(EVP_MD_CTX_new());
  const bool works = digest != nullptr && EVP_DigestInit_ex(context.get(), digest, nullptr) == 1;
  ERR_clear_error();
  return works;
}

bool loads_as_ca_file(std::string_view bytes) {
  const LineBio lines(bytes);
  const std::unique_ptr<STACK_OF(X509_INFO), FreeInfos> infos(
      PEM_X509_INFO_read_bio(lines.native(), nullptr, no_passphrase, nullptr));
  ERR_clear_error();
  for (int i = 0; i < (infos ? sk_X509_INFO_num(infos.get()) : 0); ++i) {
    const X509_INFO* info = sk_X509_INFO_value(infos.get(), i);
    if (info->x509 != nullptr || info->crl != nullptr) return true;
  }
  return false;
}

bool names_cas(std::string_view bytes) {
  const LineBio lines(bytes);
  bool found = false;
  while (const X509Handle one{PEM_read_bio_X509(lines.native(), nullptr, no_passphrase, nullptr)})
    found = true;
  ERR_clear_error();
  return found;
}

bool loads_as_openssl_config(std::string_view bytes) {
  const LineBio lines(bytes);
  const std::unique_ptr<CONF, FreeWith<NCONF_free>> config(NCONF_new(nullptr));
  long line = 0;
  const bool reads = NCONF_load_bio(config.get(), lines.native(), &line) == 1;
  ERR_clear_error();
  return reads;
}

bool is_ticket_cipher(const std::string& name) {
  constexpr int block = 16;
  constexpr int longest_key = 32;
  const std::unique_ptr<EVP_CIPHER, FreeWith<EVP_CIPHER_free>> cipher(
      EVP_CIPHER_fetch(nullptr, name.c_str(), nullptr));
  ERR_clear_error();
  if (!cipher) return false;
  const int key = EVP_CIPHER_get_key_length(cipher.get());
  return EVP_CIPHER_get_mode(cipher.get()) == EVP_CIPH_CBC_MODE &&
         EVP_CIPHER_get_iv_length(cipher.get()) == block && key >= block && key <= longest_key;
}

}  // namespace postseal
