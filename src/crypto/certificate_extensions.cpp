// SPDX-License-Identifier: MIT
// What a certificate's extensions say (RFC 5280, 4.2).
#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <array>

#include "core/plain_alt_names.hpp"
#include "core/text.hpp"
#include "core/x509_slices.hpp"
#include "crypto/certificate.hpp"
#include "crypto/extensions.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

std::string address_text(std::string_view bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
  if ((bytes.size() != 4 && bytes.size() != 16) ||
      ::inet_ntop(family, bytes.data(), text.data(), text.size()) == nullptr)
    return colon_hex(bytes);
  return text.data();
}

SubjectName subject_name(const GENERAL_NAME* name) {
  int type = 0;
  const void* value = GENERAL_NAME_get0_value(name, &type);
  if (type != GEN_DNS && type != GEN_EMAIL && type != GEN_URI && type != GEN_IPADD)
    return {.kind = NameKind::other, .text = "(other name)"};
  const std::string raw(text_of(static_cast<const ASN1_STRING*>(value)));
  if (type == GEN_IPADD) return {.kind = NameKind::address, .text = address_text(raw), .raw = raw};
  const NameKind kind = type == GEN_DNS     ? NameKind::dns
                        : type == GEN_EMAIL ? NameKind::email
                                            : NameKind::uri;
  return {.kind = kind, .text = escaped(raw), .raw = raw};
}

SubjectName subject_name(const PlainAltName& name) {
  const std::string raw(name.raw);
  if (name.tag == PlainAltName::address)
    return {.kind = NameKind::address, .text = address_text(raw), .raw = raw};
  const NameKind kind = name.tag == PlainAltName::dns     ? NameKind::dns
                        : name.tag == PlainAltName::email ? NameKind::email
                                                          : NameKind::uri;
  return {.kind = kind, .text = escaped(raw), .raw = raw};
}

std::vector<SubjectName> subject_names(const std::vector<PlainAltName>& names) {
  std::vector<SubjectName> found;
  for (const PlainAltName& name : names) found.push_back(subject_name(name));
  return found;
}

std::string key_id(const ASN1_OCTET_STRING* id) {
  ERR_clear_error();
  return id != nullptr ? colon_hex(text_of(id)) : std::string{};
}

std::string usage_name(const ASN1_OBJECT* object) {
  const int nid = OBJ_obj2nid(object);
  if (nid != NID_undef) return OBJ_nid2sn(nid);
  std::array<char, 128> oid{};
  OBJ_obj2txt(oid.data(), static_cast<int>(oid.size()), object, 1);
  return oid.data();
}

std::vector<std::string> key_usage_names(std::uint32_t usage) {
  struct Bit {
    std::uint32_t mask = 0;
    std::string_view name{};
  };
  constexpr std::array<Bit, 9> bits{{{KU_DIGITAL_SIGNATURE, "digitalSignature"},
                                     {KU_NON_REPUDIATION, "nonRepudiation"},
                                     {KU_KEY_ENCIPHERMENT, "keyEncipherment"},
                                     {KU_DATA_ENCIPHERMENT, "dataEncipherment"},
                                     {KU_KEY_AGREEMENT, "keyAgreement"},
                                     {KU_KEY_CERT_SIGN, "keyCertSign"},
                                     {KU_CRL_SIGN, "cRLSign"},
                                     {KU_ENCIPHER_ONLY, "encipherOnly"},
                                     {KU_DECIPHER_ONLY, "decipherOnly"}}};
  std::vector<std::string> found;
  for (const Bit& bit : bits)
    if ((usage & bit.mask) != 0) found.emplace_back(bit.name);
  return found;
}

}  // namespace

std::vector<SubjectName> subject_names(const GENERAL_NAMES* names) {
  std::vector<SubjectName> found;
  for (int i = 0; names != nullptr && i < sk_GENERAL_NAME_num(names); ++i)
    found.push_back(subject_name(sk_GENERAL_NAME_value(names, i)));
  return found;
}

std::vector<std::string> usage_names(const STACK_OF(ASN1_OBJECT) * usages) {
  std::vector<std::string> found;
  for (int i = 0; usages != nullptr && i < sk_ASN1_OBJECT_num(usages); ++i)
    found.push_back(usage_name(sk_ASN1_OBJECT_value(usages, i)));
  return found;
}

std::vector<SubjectName> Certificate::names() const {
  const auto slices = slice_certificate(der());
  const auto plain = slices ? plain_alt_names(*slices) : std::nullopt;
  if (plain) return subject_names(*plain);
  if (native() == nullptr) return {};
  const GeneralNamesHandle names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(native(), NID_subject_alt_name, nullptr, nullptr)));
  ERR_clear_error();
  return subject_names(names.get());
}

std::string Certificate::signature_algorithm() const {
  if (native() == nullptr) return {};
  const int nid = X509_get_signature_nid(native());
  return nid == NID_undef ? "unknown" : OBJ_nid2ln(nid);
}

std::string Certificate::subject_key_id() const {
  if (const auto* const facts = plain()) return colon_hex(facts->subject_key_id);
  return native() != nullptr ? key_id(X509_get0_subject_key_id(native())) : std::string{};
}

std::string Certificate::authority_key_id() const {
  if (const auto* const facts = plain()) return colon_hex(facts->authority_key_id);
  return native() != nullptr ? key_id(X509_get0_authority_key_id(native())) : std::string{};
}

bool Certificate::is_ca() const {
  if (const auto* const facts = plain()) return facts->is_ca();
  const bool ca = native() != nullptr && X509_check_ca(native()) > 0;
  ERR_clear_error();
  return ca;
}

std::optional<int> Certificate::path_length() const {
  if (const auto* const facts = plain()) return facts->path_length;
  const long length = native() != nullptr ? X509_get_pathlen(native()) : -1;
  ERR_clear_error();
  return length < 0 ? std::nullopt : std::optional(static_cast<int>(length));
}

std::vector<std::string> Certificate::key_usage() const {
  if (const auto* const facts = plain())
    return facts->key_usage ? key_usage_names(*facts->key_usage) : std::vector<std::string>();
  if (native() == nullptr) return {};
  const std::uint32_t usage = X509_get_key_usage(native());
  ERR_clear_error();
  if ((X509_get_extension_flags(native()) & EXFLAG_KUSAGE) == 0) return {};
  return key_usage_names(usage);
}

std::vector<std::string> Certificate::extended_key_usage() const {
  if (native() == nullptr) return {};
  const UsagesHandle usages(static_cast<STACK_OF(ASN1_OBJECT)*>(
      X509_get_ext_d2i(native(), NID_ext_key_usage, nullptr, nullptr)));
  ERR_clear_error();
  return usage_names(usages.get());
}

}  // namespace postseal
