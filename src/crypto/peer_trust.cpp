// SPDX-License-Identifier: MIT
#include "crypto/peer_trust.hpp"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>

#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using StoreHandle = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreCtxHandle = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;

void add(X509_STORE* store, const Certificate& certificate) {
  if (certificate.native() != nullptr) X509_STORE_add_cert(store, certificate.native());
}

// What counts as trusted. A key counts by the certificates that have it.
StoreHandle store_of(const std::vector<Certificate>& sent, const TrustRules& rules) {
  StoreHandle store = require(StoreHandle(X509_STORE_new()), "making a store");
  if (!rules.by_anchors)
    for (const Certificate& one : rules.cas) add(store.get(), one);
  // Before 3.6 an anchor was the issuer of something.
  for (const Certificate& one : rules.anchors)
    if (rules.anchors_match_leaf || !(one == sent.front()) || one.self_signed())
      add(store.get(), one);
  for (std::size_t i = 1; i < sent.size(); ++i) {
    const auto& keys = rules.anchor_keys;
    if (std::find(keys.begin(), keys.end(), sent[i].spki_der()) != keys.end())
      add(store.get(), sent[i]);
  }
  return store;
}

// DANE-EE(3) of the same file (tls_dane.c): nothing but the certificate itself is looked at.
bool is_anchored_itself(const Certificate& leaf, const TrustRules& rules) {
  if (!rules.by_anchors || !rules.anchors_match_leaf) return false;
  const auto& keys = rules.anchor_keys;
  return std::find(rules.anchors.begin(), rules.anchors.end(), leaf) != rules.anchors.end() ||
         std::find(keys.begin(), keys.end(), leaf.spki_der()) != keys.end();
}

std::string issuer_of(const X509* certificate) {
  if (certificate == nullptr) return "";
  std::array<char, 256> text{};
  X509_NAME_oneline(X509_get_issuer_name(certificate), text.data(), text.size());
  return text.data();
}

PeerTrust failure(X509_STORE_CTX* context) {
  const int error = X509_STORE_CTX_get_error(context);
  PeerTrust found{.code = error,
                  .depth = X509_STORE_CTX_get_error_depth(context),
                  .error = X509_verify_cert_error_string(error),
                  .issuer = issuer_of(X509_STORE_CTX_get_current_cert(context))};
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      found.dated = true;
      break;
    case X509_V_ERR_INVALID_PURPOSE:
      found.unfit = true;
      break;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
      found.weak_key = true;
      break;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      found.no_issuer = true;
      break;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      found.no_anchor = true;
      break;
    default:
      break;
  }
  return found;
}

}  // namespace

PeerTrust peer_trust(const std::vector<Certificate>& sent, const TrustRules& rules) {
  if (sent.empty() || sent.front().native() == nullptr)
    return {.error = "the certificate does not decode"};
  if (is_anchored_itself(sent.front(), rules)) return {.trusted = true};
  const StoreHandle store = store_of(sent, rules);
  const StoreCtxHandle context = require(StoreCtxHandle(X509_STORE_CTX_new()), "making a store");
  const X509StackHandle others = require(X509StackHandle(sk_X509_new_null()), "making a store");
  for (std::size_t i = 1; i < sent.size(); ++i)
    if (sent[i].native() != nullptr && X509_up_ref(sent[i].native()) == 1)
      sk_X509_push(others.get(), sent[i].native());
  require(X509_STORE_CTX_init(context.get(), store.get(), sent.front().native(), others.get()),
          "verifying a chain");
  require(X509_STORE_CTX_set_default(context.get(), "ssl_server"), "verifying a chain");
  X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(param, std::chrono::system_clock::to_time_t(rules.now));
  X509_VERIFY_PARAM_set_auth_level(param, rules.security_level);
  if (rules.by_anchors) X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
  // As tls_client_init() does it: the issuers between leaf and root, and one more than is set.
  X509_VERIFY_PARAM_set_depth(param, rules.depth + 1);
  const bool good = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  return good ? PeerTrust{.trusted = true} : failure(context.get());
}

}  // namespace postseal
