// SPDX-License-Identifier: MIT
// Name constraints (RFC 5280, 4.2.1.10).
#include <openssl/err.h>

#include "core/text.hpp"
#include "crypto/draft.hpp"
#include "crypto/issue.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using ConstraintsHandle = std::unique_ptr<NAME_CONSTRAINTS, FreeWith<NAME_CONSTRAINTS_free>>;

ConstraintsHandle constraints_of(const Certificate& authority) {
  if (authority.native() == nullptr) return nullptr;
  ConstraintsHandle found(static_cast<NAME_CONSTRAINTS*>(
      X509_get_ext_d2i(authority.native(), NID_name_constraints, nullptr, nullptr)));
  ERR_clear_error();
  return found;
}

}  // namespace

bool permits(const Certificate& authority, const HostName& name) {
  const ConstraintsHandle constraints = constraints_of(authority);
  if (!constraints) return true;
  // OpenSSL judges certificates only: one that has this name and nothing else.
  const X509Handle bearer = require(X509Handle(X509_new()), "checking a name");
  const ExtensionHandle names = alternative_names({name});
  require(X509_add_ext(bearer.get(), names.get(), -1), "checking a name");
  (void)X509_check_purpose(bearer.get(), -1, 0);  // decodes the extension
  const bool good = NAME_CONSTRAINTS_check(bearer.get(), constraints.get()) == X509_V_OK;
  ERR_clear_error();
  return good;
}

std::vector<std::string> permitted_domains(const Certificate& authority) {
  std::vector<std::string> domains;
  const ConstraintsHandle constraints = constraints_of(authority);
  if (!constraints) return domains;
  const auto* permitted = constraints->permittedSubtrees;
  for (int i = 0; permitted != nullptr && i < sk_GENERAL_SUBTREE_num(permitted); ++i) {
    int type = 0;
    const void* value =
        GENERAL_NAME_get0_value(sk_GENERAL_SUBTREE_value(permitted, i)->base, &type);
    if (type == GEN_DNS)
      domains.push_back(escaped(text_of(static_cast<const ASN1_STRING*>(value))));
  }
  return domains;
}

}  // namespace postseal
