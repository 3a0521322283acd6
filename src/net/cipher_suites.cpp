// SPDX-License-Identifier: MIT
#include "net/cipher_suites.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/ssl.h>

#include <memory>
#include <string_view>

#include "crypto/openssl.hpp"

namespace postseal::net {
namespace {

using ContextHandle = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;

ContextHandle server_context() {
  ContextHandle context = require(ContextHandle(SSL_CTX_new(TLS_server_method())), "starting TLS");
  SSL_CTX_set_security_level(context.get(), 0);
  return context;
}

std::string slot_for(const SSL_CIPHER* suite) {
  switch (SSL_CIPHER_get_auth_nid(suite)) {
    case NID_auth_rsa:
      return "RSA";
    case NID_auth_ecdsa:
      return "ECDSA";
    case NID_auth_dss:
      return "DSA";
    default:
      return "";
  }
}

}  // namespace

std::optional<std::vector<CipherSuite>> cipher_suites(const std::string& list) {
  const ContextHandle context = server_context();
  const bool accepted = SSL_CTX_set_cipher_list(context.get(), list.c_str()) == 1;
  ERR_clear_error();
  if (!accepted) return std::nullopt;
  std::vector<CipherSuite> suites;
  const STACK_OF(SSL_CIPHER)* all = SSL_CTX_get_ciphers(context.get());
  for (int i = 0; i < sk_SSL_CIPHER_num(all); ++i) {
    const SSL_CIPHER* suite = sk_SSL_CIPHER_value(all, i);
    const std::string_view version = SSL_CIPHER_get_version(suite);
    const bool encrypts = SSL_CIPHER_get_cipher_nid(suite) != NID_undef;
    if (version == "TLSv1.3" || !encrypts) continue;
    suites.push_back({.slot = slot_for(suite),
                      .first_tls = version == "TLSv1.2" ? 0x0303 : 0x0301,
                      .curves = SSL_CIPHER_get_kx_nid(suite) == NID_kx_ecdhe});
  }
  return suites;
}

GroupUse group_use(const std::string& name) {
  int nid = EC_curve_nist2nid(name.c_str());
  if (nid == NID_undef) nid = OBJ_sn2nid(name.c_str());
  if (nid == NID_undef) nid = OBJ_ln2nid(name.c_str());
  ERR_clear_error();
  if (nid == NID_undef) return GroupUse::unknown;
  const ContextHandle context = server_context();
  const bool usable = SSL_CTX_set1_groups(context.get(), &nid, 1) == 1;
  ERR_clear_error();
  return usable ? GroupUse::usable : GroupUse::unsupported;
}

}  // namespace postseal::net
