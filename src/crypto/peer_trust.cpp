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

// What a verification that goes on after each error comes to: as in Postfix's
// tls_verify_certificate_callback(), the first of the errors that are nearest to the leaf.
struct Course {
  bool by_anchors = false;
  int error = X509_V_OK;
  int depth = 0;
  std::string issuer{};
  X509Handle last{};  // of the chain
};

bool is_of_dates(int error) {
  return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
}

// With TLSA records OpenSSL does not look at the last certificate of a chain that ends below a root
// (internal_verify()); Postfix has the files of trust anchors in their form.
bool is_passed_over(X509_STORE_CTX* context, int error, int depth) {
  const int top = sk_X509_num(X509_STORE_CTX_get0_chain(context)) - 1;
  X509* certificate = X509_STORE_CTX_get_current_cert(context);
  return is_of_dates(error) && depth == top && depth > 0 && certificate != nullptr &&
         X509_self_signed(certificate, 0) != 1;
}

int go_on(int is_good, X509_STORE_CTX* context) {
  if (is_good == 1) return 1;
  auto* course = static_cast<Course*>(X509_STORE_CTX_get_app_data(context));
  const int error = X509_STORE_CTX_get_error(context);
  const int depth = X509_STORE_CTX_get_error_depth(context);
  if (course->by_anchors && is_passed_over(context, error, depth)) return 1;
  if (course->error != X509_V_OK && course->depth <= depth) return 1;
  course->error = error;
  course->depth = depth;
  course->issuer = issuer_of(X509_STORE_CTX_get_current_cert(context));
  return 1;
}

PeerTrust outcome(const Course& course) {
  const int error = course.error;
  if (error == X509_V_OK) return {.trusted = true};
  PeerTrust found{.code = error,
                  .depth = course.depth,
                  .shows_before_names = !is_of_dates(error),
                  .error = X509_verify_cert_error_string(error),
                  .issuer = course.issuer};
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

// X509_verify_cert() with STORE.
Course verified(X509_STORE* store, const std::vector<Certificate>& sent, const TrustRules& rules,
                bool passes_last_over) {
  const StoreCtxHandle context = require(StoreCtxHandle(X509_STORE_CTX_new()), "making a store");
  const X509StackHandle others = require(X509StackHandle(sk_X509_new_null()), "making a store");
  for (std::size_t i = 1; i < sent.size(); ++i)
    if (sent[i].native() != nullptr && X509_up_ref(sent[i].native()) == 1)
      sk_X509_push(others.get(), sent[i].native());
  require(X509_STORE_CTX_init(context.get(), store, sent.front().native(), others.get()),
          "verifying a chain");
  require(X509_STORE_CTX_set_default(context.get(), "ssl_server"), "verifying a chain");
  X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(param, std::chrono::system_clock::to_time_t(rules.now));
  X509_VERIFY_PARAM_set_auth_level(param, rules.security_level);
  if (rules.by_anchors) X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
  // As tls_client_init() does it: the issuers between leaf and root, and one more than is set.
  X509_VERIFY_PARAM_set_depth(param, rules.depth + 1);
  Course course{.by_anchors = passes_last_over};
  X509_STORE_CTX_set_app_data(context.get(), &course);
  X509_STORE_CTX_set_verify_cb(context.get(), go_on);
  const bool good = X509_verify_cert(context.get()) == 1;
  if (!good && course.error == X509_V_OK) course.error = X509_STORE_CTX_get_error(context.get());
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
  if (sk_X509_num(chain) > 0) {
    X509* last = sk_X509_value(chain, sk_X509_num(chain) - 1);
    if (X509_up_ref(last) == 1) course.last.reset(last);
  }
  ERR_clear_error();
  return course;
}

// check_dane_pkeys() of OpenSSL: from 3.6 on a key is an anchor, too, for what it signed when the
// certificate that it is in was not sent. Null: it is none.
X509Handle signed_by_anchor(Course& course, const TrustRules& rules) {
  const bool is_open = course.error != X509_V_OK && course.last != nullptr;
  if (!is_open || !rules.by_anchors || !rules.anchors_match_leaf) return {};
  for (const std::string& key : rules.anchor_keys) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(key.data());
    const PkeyHandle decoded(d2i_PUBKEY(nullptr, &bytes, static_cast<long>(key.size())));
    const bool fits = decoded && X509_verify(course.last.get(), decoded.get()) == 1;
    ERR_clear_error();
    if (fits) return std::move(course.last);
  }
  return {};
}

}  // namespace

PeerTrust peer_trust(const std::vector<Certificate>& sent, const TrustRules& rules) {
  if (sent.empty() || sent.front().native() == nullptr)
    return {.error = "the certificate does not decode"};
  if (is_anchored_itself(sent.front(), rules)) return {.trusted = true};
  const StoreHandle store = store_of(sent, rules);
  Course course = verified(store.get(), sent, rules, rules.by_anchors);
  const X509Handle last = signed_by_anchor(course, rules);
  if (!last) return outcome(course);
  X509_STORE_add_cert(store.get(), last.get());
  return outcome(verified(store.get(), sent, rules, false));
}

}  // namespace postseal
