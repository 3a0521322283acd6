// SPDX-License-Identifier: MIT
#include "crypto/issue.hpp"

#include <fmt/format.h>

#include "crypto/draft.hpp"
#include "crypto/openssl.hpp"
#include "crypto/plain_key.hpp"

namespace postseal {
namespace {

// Everything about a new certificate but its key and its issuer.
struct Draft {
  std::string common_name{};
  std::vector<HostName> names{};  // empty: a CA
  std::string constraints{};      // basicConstraints
  std::string usage{};
  std::string extended_usage{};
  std::vector<std::string> permitted{};
  Validity validity{};
};

void add(X509* certificate, const ExtensionHandle& made) {
  require(X509_add_ext(certificate, made.get(), -1), "adding an extension");
}

// Puts an extension in the place of an old one; what was not there stays away.
void replace(X509* certificate, int nid, const std::string& value) {
  const int at = X509_get_ext_by_NID(certificate, nid, -1);
  if (at < 0) return;
  const ExtensionHandle old(X509_delete_ext(certificate, at));
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  add(certificate, extension(nid, value, &context));
}

std::string name_constraints(const std::vector<std::string>& permitted) {
  std::string text = "critical";
  for (const std::string& domain : permitted) text += ",permitted;DNS:" + domain;
  // Without these a CA for one domain could certify any address (RFC 5280, 4.2.1.10: a constraint
  // says nothing about names of another kind).
  return text + ",excluded;IP:0.0.0.0/0.0.0.0,excluded;IP:::/::";
}

X509Handle drafted(const Draft& draft, const PrivateKey& key, const Certificate* issuer) {
  X509Handle made = require(X509Handle(X509_new()), "making a certificate");
  X509* const certificate = made.get();
  require(X509_set_version(certificate, X509_VERSION_3), "making a certificate");
  set_random_serial(certificate);
  set_validity(certificate, draft.validity);
  const NameHandle subject = name_with(draft.common_name);
  require(X509_set_subject_name(certificate, subject.get()), "making a certificate");
  const X509_NAME* by = issuer != nullptr ? X509_get_subject_name(issuer->native()) : subject.get();
  require(X509_set_issuer_name(certificate, by), "making a certificate");
  if (!set_plain_public_key(certificate, key.native()))
    require(X509_set_pubkey(certificate, key.native()), "making a certificate");

  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer != nullptr ? issuer->native() : certificate, certificate, nullptr,
                 nullptr, 0);
  add(certificate, extension(NID_subject_key_identifier, "hash", &context));
  add(certificate, extension(NID_authority_key_identifier, "keyid:always", &context));
  add(certificate, extension(NID_basic_constraints, draft.constraints));
  add(certificate, extension(NID_key_usage, draft.usage));
  if (!draft.extended_usage.empty())
    add(certificate, extension(NID_ext_key_usage, draft.extended_usage));
  if (!draft.names.empty()) add(certificate, alternative_names(draft.names));
  if (!draft.permitted.empty())
    add(certificate, extension(NID_name_constraints, name_constraints(draft.permitted)));
  return made;
}

Draft leaf_draft(const PrivateKey& key, const LeafWish& wish) {
  return {.common_name = common_name_for(wish.names),
          .names = wish.names,
          .constraints = "critical,CA:FALSE",
          .usage = leaf_key_usage(key),
          .extended_usage = wish.purpose == Purpose::client ? "clientAuth" : "serverAuth",
          .validity = wish.validity};
}

Draft authority_draft(const AuthorityWish& wish, int levels_below) {
  return {.common_name = wish.common_name,
          .constraints = fmt::format("critical,CA:TRUE,pathlen:{}", levels_below),
          .usage = "critical,keyCertSign,cRLSign",
          .permitted = wish.permitted,
          .validity = wish.validity};
}

}  // namespace

Validity valid_for(Time now, int days) {
  return {.from = now - backdating, .until = now + std::chrono::days(days)};
}

Certificate self_signed_certificate(const PrivateKey& key, const std::vector<HostName>& names,
                                    Validity validity) {
  const Draft draft = leaf_draft(key, {.names = names, .validity = validity});
  return signed_with(drafted(draft, key, nullptr).get(), key);
}

Request request_for(const PrivateKey& key, const std::vector<HostName>& names) {
  const RequestHandle request = require(RequestHandle(X509_REQ_new()), "making a request");
  require(X509_REQ_set_version(request.get(), X509_REQ_VERSION_1), "making a request");
  const NameHandle subject = name_with(common_name_for(names));
  require(X509_REQ_set_subject_name(request.get(), subject.get()), "making a request");
  require(X509_REQ_set_pubkey(request.get(), key.native()), "making a request");

  const Draft draft = leaf_draft(key, {.names = names});
  const ExtensionsHandle all =
      require(ExtensionsHandle(sk_X509_EXTENSION_new_null()), "making a request");
  const auto push = [&all](ExtensionHandle made) {
    require(sk_X509_EXTENSION_push(all.get(), made.get()), "making a request");
    (void)made.release();
  };
  push(extension(NID_basic_constraints, draft.constraints));
  push(extension(NID_key_usage, draft.usage));
  push(extension(NID_ext_key_usage, draft.extended_usage));
  push(alternative_names(names));
  require(X509_REQ_add_extensions(request.get(), all.get()), "making a request");
  require(X509_REQ_sign(request.get(), key.native(), digest_for(key.native())),
          "signing a request");
  auto made = Request::read(der_of<i2d_X509_REQ>(request.get(), "writing a request"));
  if (!made) crypto_failed("making a request");
  return *made;
}

Certificate renewed_certificate(const Certificate& old, const PrivateKey& key, Validity validity) {
  const X509Handle copy = require(X509Handle(X509_dup(old.native())), "copying a certificate");
  set_random_serial(copy.get());
  set_validity(copy.get(), validity);
  return signed_with(copy.get(), key);
}

Certificate rekeyed_certificate(const Certificate& old, const PrivateKey& key, Validity validity) {
  const X509Handle copy = require(X509Handle(X509_dup(old.native())), "copying a certificate");
  require(X509_set_pubkey(copy.get(), key.native()), "copying a certificate");
  replace(copy.get(), NID_subject_key_identifier, "hash");
  replace(copy.get(), NID_authority_key_identifier, "keyid:always");
  if (!old.is_ca()) replace(copy.get(), NID_key_usage, leaf_key_usage(key));
  set_random_serial(copy.get());
  set_validity(copy.get(), validity);
  return signed_with(copy.get(), key);
}

Certificate root_certificate(const PrivateKey& key, const AuthorityWish& wish) {
  return signed_with(drafted(authority_draft(wish, 1), key, nullptr).get(), key);
}

Certificate intermediate_certificate(const PrivateKey& key, const AuthorityWish& wish,
                                     const Issuer& issuer) {
  return signed_with(drafted(authority_draft(wish, 0), key, &issuer.certificate).get(), issuer.key);
}

Certificate issued_certificate(const PrivateKey& key, const LeafWish& wish, const Issuer& issuer) {
  return signed_with(drafted(leaf_draft(key, wish), key, &issuer.certificate).get(), issuer.key);
}

}  // namespace postseal
