// SPDX-License-Identifier: MIT
#include "crypto/chain.hpp"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include "crypto/chain_search.hpp"
#include "crypto/openssl.hpp"
#include "crypto/plain_chain.hpp"

namespace postseal {
namespace {

using StoreHandle = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreCtxHandle = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;

// In place of X509_verify_cert()'s last step, which verifies every signature once more and looks at
// dates: the signatures of this chain are known to be good.
int verify_dates(X509_STORE_CTX* context) {
  const STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(context);
  std::time_t now = X509_VERIFY_PARAM_get_time(X509_STORE_CTX_get0_param(context));
  for (int i = sk_X509_num(chain) - 1; i >= 0; --i) {
    const X509* const one = sk_X509_value(chain, i);
    int error = X509_V_OK;
    if (X509_cmp_time(X509_get0_notBefore(one), &now) >= 0) error = X509_V_ERR_CERT_NOT_YET_VALID;
    if (X509_cmp_time(X509_get0_notAfter(one), &now) <= 0) error = X509_V_ERR_CERT_HAS_EXPIRED;
    if (error == X509_V_OK) continue;
    X509_STORE_CTX_set_error(context, error);
    return 0;
  }
  return 1;
}

// Whether OpenSSL went the way that CHAIN goes, whose signatures we have verified.
bool is_ours(const STACK_OF(X509) * built, const Chain& chain) {
  const auto size = chain.certificates.size();
  const bool root = !(*chain.root == chain.certificates.front());
  if (sk_X509_num(built) != static_cast<int>(size + (root ? 1 : 0))) return false;
  for (std::size_t i = 0; i < size; ++i)
    if (sk_X509_value(built, static_cast<int>(i)) != chain.certificates[i].native()) return false;
  return !root || sk_X509_value(built, static_cast<int>(size)) == chain.root->native();
}

enum class Signatures { known, verify };

// What OpenSSL has against the chain, if the root is trusted; "" if nothing.
std::string verdict_on(const Chain& chain, Time now, Signatures signatures = Signatures::known) {
  const StoreHandle store = require(StoreHandle(X509_STORE_new()), "making a store");
  const StoreCtxHandle context = require(StoreCtxHandle(X509_STORE_CTX_new()), "making a store");
  const X509StackHandle others = require(X509StackHandle(sk_X509_new_null()), "making a store");
  if (X509_STORE_add_cert(store.get(), chain.root->native()) != 1) return "unreadable root";
  for (const Certificate& certificate : chain.certificates)
    if (X509_up_ref(certificate.native()) == 1) sk_X509_push(others.get(), certificate.native());
  require(X509_STORE_CTX_init(context.get(), store.get(), chain.certificates.front().native(),
                              others.get()),
          "verifying a chain");
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(rules, std::chrono::system_clock::to_time_t(now));
  // One more than OpenSSL's default of 100 could only be a joke, but it would be ours.
  X509_VERIFY_PARAM_set_depth(rules, static_cast<int>(chain.certificates.size()) + 1);
  if (signatures == Signatures::known) X509_STORE_CTX_set_verify(context.get(), verify_dates);
  const bool good = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (signatures == Signatures::known && !is_ours(X509_STORE_CTX_get0_chain(context.get()), chain))
    return verdict_on(chain, now, Signatures::verify);
  return good ? "" : X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

}  // namespace

Time Chain::not_after() const {
  Time end = Time::max();
  for (const Certificate& certificate : certificates) end = std::min(end, certificate.not_after());
  return end;
}

std::string Chain::missing_issuer() const {
  return complete || certificates.empty() ? "" : certificates.back().issuer();
}

void ChainFinder::trust(const Certificate& root) {
  if (root.subject_der() != root.issuer_der()) return;
  const std::size_t number = pool_.add(root);
  trusted_.resize(std::max(trusted_.size(), number + 1), false);
  trusted_[number] = true;
}

bool ChainFinder::is_trusted(std::size_t number) const {
  return number < trusted_.size() && trusted_[number];
}

Chain ChainFinder::find(const Certificate& leaf) {
  const auto paths = ChainSearch(pool_, now_).from(pool_.add(leaf));
  std::vector<Chain> found;
  for (const std::vector<std::size_t>& path : paths.complete) {
    Chain chain{.root = pool_.at(path.back()), .complete = true};
    for (const std::size_t number : path) chain.certificates.push_back(pool_.at(number));
    if (path.size() > 1) chain.certificates.pop_back();
    if (is_trusted(path.back())) {
      if (!plainly_verifies(chain, now_)) chain.untrusted = verdict_on(chain, now_);
      chain.trusted = chain.untrusted.empty();
    }
    if (chain.trusted) return chain;
    found.push_back(std::move(chain));
  }
  // None of them verifies: one that ends at a trusted root is no better than another.
  if (!found.empty()) return found.front();
  Chain chain;
  for (const std::size_t number : paths.partial) chain.certificates.push_back(pool_.at(number));
  return chain;
}

}  // namespace postseal
