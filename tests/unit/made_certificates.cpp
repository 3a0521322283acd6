// SPDX-License-Identifier: MIT
#include "made_certificates.hpp"

#include <stdexcept>

namespace postseal::test {
namespace {

void set_name(X509_NAME* name, const std::string& text) {
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes_of(text), -1, -1, 0);
}

}  // namespace

PkeyHandle one_key() { return PkeyHandle(EVP_EC_gen("P-256")); }

Certificate made(const Recipe& recipe, EVP_PKEY* key) {
  constexpr long day = 24L * 60 * 60;
  const X509Handle made(X509_new());
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -recipe.days_before * day);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), recipe.days_after * day);
  set_name(X509_get_subject_name(made.get()), recipe.name);
  set_name(X509_get_issuer_name(made.get()), recipe.issuer);
  X509_set_pubkey(made.get(), key);
  X509V3_CTX context{};
  X509V3_set_ctx(&context, made.get(), made.get(), nullptr, nullptr, 0);
  for (const auto& [kind, value] : recipe.extensions) {
    const ExtensionHandle extension(
        X509V3_EXT_conf(nullptr, &context, kind.c_str(), value.c_str()));
    if (!extension) throw std::runtime_error("no extension " + kind + "=" + value);
    X509_add_ext(made.get(), extension.get(), -1);
  }
  X509_sign(made.get(), key, EVP_sha256());
  return Certificate::read(der_of<i2d_X509>(made.get(), "making a certificate")).value();
}

}  // namespace postseal::test
