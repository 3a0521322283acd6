// SPDX-License-Identifier: MIT
#include "net/tls_library.hpp"

#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace postseal::net {
namespace {

constexpr const char* name = "lean";

// The provider behind ours, loaded once and for good, as OpenSSL itself would keep it.
OSSL_PROVIDER* default_provider() {
  static OSSL_PROVIDER* const loaded = OSSL_PROVIDER_load(nullptr, "default");
  return loaded;
}

constexpr std::array kinds_without_use{"DHX", "SM2", "SIPHASH", "POLY1305", "id-scrypt", "CMAC"};
// Keys that agree on a secret, and so are in no certificate.
constexpr std::array kinds_that_agree{"DH", "X25519", "X448"};

// By the first of its names.
template <typename Kinds>
bool is_one_of(const Kinds& kinds, std::string_view names) {
  const std::string_view first = names.substr(0, names.find(':'));
  return std::find(kinds.begin(), kinds.end(), first) != kinds.end();
}

bool is_needed(const OSSL_ALGORITHM& one, int operation) {
  if (is_one_of(kinds_without_use, one.algorithm_names)) return false;
  if (operation != OSSL_OP_DECODER) return true;
  // Public keys of certificates alone (RFC 5280, 4.1).
  const std::string_view properties = one.property_definition;
  return properties.find("input=der") != std::string_view::npos &&
         properties.find("SubjectPublicKeyInfo") != std::string_view::npos &&
         !is_one_of(kinds_that_agree, one.algorithm_names);
}

std::vector<OSSL_ALGORITHM> needed_of(int operation) {
  int no_cache = 0;
  std::vector<OSSL_ALGORITHM> kept;
  const auto* one = OSSL_PROVIDER_query_operation(default_provider(), operation, &no_cache);
  for (; one != nullptr && one->algorithm_names != nullptr; ++one)
    if (is_needed(*one, operation)) kept.push_back(*one);
  kept.push_back({});
  return kept;
}

const OSSL_ALGORITHM* query(void* /*provider*/, int operation, int* no_cache) {
  static const std::vector<OSSL_ALGORITHM> decoders = needed_of(OSSL_OP_DECODER);
  static const std::vector<OSSL_ALGORITHM> keys = needed_of(OSSL_OP_KEYMGMT);
  *no_cache = 0;
  if (operation == OSSL_OP_DECODER) return decoders.data();
  if (operation == OSSL_OP_KEYMGMT) return keys.data();
  return OSSL_PROVIDER_query_operation(default_provider(), operation, no_cache);
}

// Groups and the like.
int capabilities(void* /*provider*/, const char* capability, OSSL_CALLBACK* take, void* argument) {
  return OSSL_PROVIDER_get_capabilities(default_provider(), capability, take, argument);
}

template <typename Function>
OSSL_DISPATCH entry(int id, Function* function) {
  return {id, reinterpret_cast<void (*)()>(function)};  // how OpenSSL has them
}

// What the algorithms are given is the default provider's own: they are its code.
int start(const OSSL_CORE_HANDLE* /*core*/, const OSSL_DISPATCH* /*from_core*/,
          const OSSL_DISPATCH** ours, void** provider) {
  static const std::array<OSSL_DISPATCH, 3> dispatch{
      entry(OSSL_FUNC_PROVIDER_QUERY_OPERATION, query),
      entry(OSSL_FUNC_PROVIDER_GET_CAPABILITIES, capabilities),
      {0, nullptr}};
  if (default_provider() == nullptr) return 0;
  *provider = OSSL_PROVIDER_get0_provider_ctx(default_provider());
  *ours = dispatch.data();
  return 1;
}

}  // namespace

void FreeTlsLibrary::operator()(OSSL_LIB_CTX* library) const noexcept {
  if (provider != nullptr) OSSL_PROVIDER_unload(provider);
  OSSL_LIB_CTX_free(library);
}

TlsLibrary lean_tls_library() {
  TlsLibrary library(OSSL_LIB_CTX_new());
  if (library && OSSL_PROVIDER_add_builtin(library.get(), name, start) == 1)
    library.get_deleter().provider = OSSL_PROVIDER_load(library.get(), name);
  if (library && library.get_deleter().provider != nullptr) return library;
  ERR_clear_error();
  return nullptr;
}

}  // namespace postseal::net
