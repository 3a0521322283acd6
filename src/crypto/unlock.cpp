// SPDX-License-Identifier: MIT
#include "crypto/unlock.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/provider.h>

#include <algorithm>
#include <string>

#include "crypto/key_derivation.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using ProviderHandle = std::unique_ptr<OSSL_PROVIDER, FreeWith<OSSL_PROVIDER_unload>>;

bool drained_unsupported() {
  bool found = false;
  while (const unsigned long code = ERR_get_error())
    found =
        found || ERR_GET_REASON(code) == ERR_R_UNSUPPORTED ||
        (ERR_GET_LIB(code) == ERR_LIB_EVP && ERR_GET_REASON(code) == EVP_R_UNSUPPORTED_ALGORITHM) ||
        (ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_UNSUPPORTED_ENCRYPTION);
  return found;
}

// Old files use RC2 or DES, which OpenSSL 3 keeps in a provider of its own.
template <typename Attempt>
auto attempt_with_legacy(Attempt attempt) {
  ERR_clear_error();
  auto result = attempt();
  if (result.outcome == Unlocking::done || result.outcome == Unlocking::too_many_rounds)
    return result;
  if (!drained_unsupported()) return result;
  const ProviderHandle legacy(OSSL_PROVIDER_try_load(nullptr, "legacy", 1));
  if (legacy) result = attempt();
  const bool still_unsupported = !legacy || drained_unsupported();
  ERR_clear_error();
  if (result.outcome == Unlocking::wrong_passphrase && still_unsupported)
    result.outcome = Unlocking::unsupported_cipher;
  return result;
}

UnlockedKey try_pkcs8(std::string_view der, const Secret& passphrase) {
  const unsigned char* at = bytes_of(der);
  const EncryptedKeyHandle sealed(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!sealed) return {.outcome = Unlocking::damaged};
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(sealed.get(), &algorithm, nullptr);
  if (rounds_of(algorithm) > most_rounds) return {.outcome = Unlocking::too_many_rounds};
  const Pkcs8Handle info(PKCS8_decrypt(sealed.get(), passphrase.reveal().data(),
                                       static_cast<int>(passphrase.reveal().size())));
  if (!info) return {.outcome = Unlocking::wrong_passphrase};
  PkeyHandle key(EVP_PKCS82PKEY(info.get()));
  if (!key) return {.outcome = Unlocking::damaged};
  return {.outcome = Unlocking::done, .key = PrivateKey::adopt(key.release())};
}

int give_passphrase(char* buffer, int size, int /*for writing*/, void* secret) {
  const std::string_view text = static_cast<const Secret*>(secret)->reveal();
  const std::size_t length = std::min(text.size(), static_cast<std::size_t>(size));
  std::copy_n(text.data(), length, buffer);
  return static_cast<int>(length);
}

UnlockedKey try_traditional(std::string headers, const Secret& body, const Secret& passphrase) {
  EVP_CIPHER_INFO cipher{};
  if (PEM_get_EVP_CIPHER_INFO(headers.data(), &cipher) != 1)
    return {.outcome = Unlocking::wrong_passphrase};  // or an unknown cipher: see the queue
  std::vector<char> plain(body.reveal().begin(), body.reveal().end());
  long size = static_cast<long>(plain.size());
  Secret secret = passphrase.copy();
  const int good = PEM_do_header(&cipher, reinterpret_cast<unsigned char*>(plain.data()), &size,
                                 give_passphrase, &secret);
  const Secret owned(std::move(plain));
  if (good != 1) return {.outcome = Unlocking::wrong_passphrase};
  auto key = PrivateKey::from_der(owned.reveal().substr(0, static_cast<std::size_t>(size)));
  if (!key) return {.outcome = Unlocking::wrong_passphrase};  // the padding was right by chance
  return {.outcome = Unlocking::done, .key = std::move(key)};
}

std::optional<Certificate> certificate_of(const X509* handle) {
  return Certificate::read(der_of<i2d_X509>(handle, "writing a certificate"));
}

void append(std::vector<Certificate>& found, const STACK_OF(X509) * stack) {
  for (int i = 0; stack != nullptr && i < sk_X509_num(stack); ++i)
    if (auto certificate = certificate_of(sk_X509_value(stack, i)))
      found.push_back(std::move(*certificate));
}

// Nothing and "" are different passphrases to PKCS#12, and both mean none.
bool fits(PKCS12* bag, const Secret& passphrase) {
  if (PKCS12_mac_present(bag) == 0) return true;
  const std::string_view text = passphrase.reveal();
  if (PKCS12_verify_mac(bag, text.empty() ? "" : text.data(), static_cast<int>(text.size())) == 1)
    return true;
  return text.empty() && PKCS12_verify_mac(bag, nullptr, 0) == 1;
}

UnlockedBag try_pkcs12(std::string_view der, const Secret& passphrase) {
  const unsigned char* at = bytes_of(der);
  const Pkcs12Handle bag(d2i_PKCS12(nullptr, &at, static_cast<long>(der.size())));
  if (!bag) return {.outcome = Unlocking::damaged};
  if (rounds_of_mac(bag.get()) > most_rounds) return {.outcome = Unlocking::too_many_rounds};
  if (!fits(bag.get(), passphrase)) return {.outcome = Unlocking::wrong_passphrase};
  if (rounds_of(bag.get(), passphrase) > most_rounds)
    return {.outcome = Unlocking::too_many_rounds};
  Secret text = passphrase.copy();
  text.append(std::string_view("\0", 1));

  EVP_PKEY* key = nullptr;
  X509* leaf = nullptr;
  STACK_OF(X509)* others = nullptr;
  const int good = PKCS12_parse(bag.get(), text.reveal().data(), &key, &leaf, &others);
  PkeyHandle owned_key(key);
  const X509Handle owned_leaf(leaf);
  const X509StackHandle owned_others(others);
  // With the right passphrase, what fails is a cipher or the file.
  if (good != 1) return {.outcome = Unlocking::wrong_passphrase};

  UnlockedBag found{.outcome = Unlocking::done};
  if (owned_key) found.key = PrivateKey::adopt(owned_key.release());
  if (owned_leaf)
    if (auto certificate = certificate_of(owned_leaf.get()))
      found.certificates.push_back(std::move(*certificate));
  append(found.certificates, owned_others.get());
  return found;
}

}  // namespace

UnlockedKey unlock_pkcs8(std::string_view der, const Secret& passphrase) {
  return attempt_with_legacy([&] { return try_pkcs8(der, passphrase); });
}

UnlockedKey unlock_traditional(std::string_view headers, std::string_view body,
                               const Secret& passphrase) {
  const Secret kept(body);
  return attempt_with_legacy(
      [&] { return try_traditional(std::string(headers), kept, passphrase); });
}

UnlockedBag unlock_pkcs12(std::string_view der, const Secret& passphrase) {
  return attempt_with_legacy([&] { return try_pkcs12(der, passphrase); });
}

std::optional<std::vector<Certificate>> pkcs7_certificates(std::string_view der) {
  const unsigned char* at = bytes_of(der);
  const Pkcs7Handle message(d2i_PKCS7(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!message || !PKCS7_type_is_signed(message.get())) return std::nullopt;
  std::vector<Certificate> found;
  append(found, message->d.sign != nullptr ? message->d.sign->cert : nullptr);
  return found;
}

}  // namespace postseal
