// SPDX-License-Identifier: MIT
#pragma once

// Seen by .cpp files of crypto and net only: who owns what OpenSSL allocates, and how its failures
// become an Error.

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/decoder.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/types.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace postseal {

template <auto free_function>
struct FreeWith {
  template <typename T>
  void operator()(T* handle) const noexcept {
    free_function(handle);
  }
};

// OPENSSL_free and the stacks' free functions are macros or inline functions per type.
struct FreeBytes {
  void operator()(void* bytes) const noexcept { OPENSSL_free(bytes); }
};
struct FreeCertificates {
  void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_pop_free(stack, X509_free); }
};
struct FreeExtensions {
  void operator()(STACK_OF(X509_EXTENSION) * stack) const noexcept {
    sk_X509_EXTENSION_pop_free(stack, X509_EXTENSION_free);
  }
};
struct FreeUsages {
  void operator()(STACK_OF(ASN1_OBJECT) * stack) const noexcept {
    sk_ASN1_OBJECT_pop_free(stack, ASN1_OBJECT_free);
  }
};

using Asn1StringHandle = std::unique_ptr<ASN1_STRING, FreeWith<ASN1_STRING_free>>;
using BasicConstraintsHandle = std::unique_ptr<BASIC_CONSTRAINTS, FreeWith<BASIC_CONSTRAINTS_free>>;
using BignumHandle = std::unique_ptr<BIGNUM, FreeWith<BN_clear_free>>;
using BioHandle = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using BytesHandle = std::unique_ptr<unsigned char, FreeBytes>;
using DecoderHandle = std::unique_ptr<OSSL_DECODER_CTX, FreeWith<OSSL_DECODER_CTX_free>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using ExtensionsHandle = std::unique_ptr<STACK_OF(X509_EXTENSION), FreeExtensions>;
using GeneralNamesHandle = std::unique_ptr<GENERAL_NAMES, FreeWith<GENERAL_NAMES_free>>;
using NameHandle = std::unique_ptr<X509_NAME, FreeWith<X509_NAME_free>>;
using Pkcs12Handle = std::unique_ptr<PKCS12, FreeWith<PKCS12_free>>;
using Pkcs7Handle = std::unique_ptr<PKCS7, FreeWith<PKCS7_free>>;
using Pkcs8Handle = std::unique_ptr<PKCS8_PRIV_KEY_INFO, FreeWith<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKeyHandle = std::unique_ptr<X509_SIG, FreeWith<X509_SIG_free>>;
using PkeyCtxHandle = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using PkeyHandle = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using RequestHandle = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using UsagesHandle = std::unique_ptr<STACK_OF(ASN1_OBJECT), FreeUsages>;
using X509Handle = std::unique_ptr<X509, FreeWith<X509_free>>;
using X509StackHandle = std::unique_ptr<STACK_OF(X509), FreeCertificates>;

// Empties this thread's error queue and returns what was in it, "; " between entries.
std::string drained_errors();

// Throws Error "crypto-failed" that says what we were doing; OpenSSL's own words are its detail.
[[noreturn]] void crypto_failed(std::string_view doing);

// For functions that return 1 (or more) on success.
inline void require(int status, std::string_view doing) {
  if (status <= 0) crypto_failed(doing);
}

// For functions that return a pointer.
template <typename T, typename Free>
[[nodiscard]] std::unique_ptr<T, Free> require(std::unique_ptr<T, Free> handle,
                                               std::string_view doing) {
  if (!handle) crypto_failed(doing);
  return handle;
}

// A read-only BIO over bytes that outlive it.
[[nodiscard]] BioHandle bio_of(std::string_view bytes);

// A BIO to write to, and a view of what was written; it is wiped when freed.
[[nodiscard]] BioHandle memory_bio();
[[nodiscard]] std::string_view written(const BioHandle& bio);

[[nodiscard]] inline const unsigned char* bytes_of(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}
[[nodiscard]] inline std::string_view text_of(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}
// Borrowed bytes of an ASN.1 string.
[[nodiscard]] inline std::string_view text_of(const ASN1_STRING* string) {
  return text_of(ASN1_STRING_get0_data(string),
                 static_cast<std::size_t>(ASN1_STRING_length(string)));
}

// The DER of a value, by its i2d function.
template <auto i2d, typename T>
[[nodiscard]] std::string der_of(T* value, std::string_view doing) {
  unsigned char* bytes = nullptr;
  const int size = i2d(value, &bytes);
  const BytesHandle owned(bytes);
  require(size, doing);
  return std::string(text_of(bytes, static_cast<std::size_t>(size)));
}

}  // namespace postseal
