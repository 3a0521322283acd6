// SPDX-License-Identifier: MIT
#include "crypto/request.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "core/x509_slices.hpp"
#include "crypto/extensions.hpp"
#include "crypto/name_text.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

RequestHandle decoded(std::string_view der) {
  const unsigned char* at = bytes_of(der);
  RequestHandle handle(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  const bool whole = at == bytes_of(der) + der.size();
  EVP_PKEY* key = handle && whole ? X509_REQ_get0_pubkey(handle.get()) : nullptr;
  if (key == nullptr || X509_REQ_verify(handle.get(), key) != 1) handle.reset();
  ERR_clear_error();
  return handle;
}

}  // namespace

std::optional<Request> Request::read(std::string_view der) {
  const auto slices = slice_request(der);
  const RequestHandle handle = slices ? decoded(der) : nullptr;
  if (!handle) return std::nullopt;
  Request request;
  request.der_ = der;
  request.spki_ = slices->public_key;
  request.subject_ = name_text(slices->subject);
  request.common_ = common_names_in(slices->subject);
  request.key_ = facts_of(X509_REQ_get0_pubkey(handle.get()));
  const ExtensionsHandle extensions(X509_REQ_get_extensions(handle.get()));
  const GeneralNamesHandle names(static_cast<GENERAL_NAMES*>(
      X509V3_get_d2i(extensions.get(), NID_subject_alt_name, nullptr, nullptr)));
  const UsagesHandle usages(static_cast<STACK_OF(ASN1_OBJECT)*>(
      X509V3_get_d2i(extensions.get(), NID_ext_key_usage, nullptr, nullptr)));
  request.names_ = subject_names(names.get());
  request.usages_ = usage_names(usages.get());
  ERR_clear_error();
  return request;
}

std::string Request::pem() const {
  const BioHandle bio = memory_bio();
  require(PEM_write_bio(bio.get(), PEM_STRING_X509_REQ, "", bytes_of(der_),
                        static_cast<long>(der_.size())),
          "writing a request");
  return std::string(written(bio));
}

}  // namespace postseal
