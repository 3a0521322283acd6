// SPDX-License-Identifier: MIT
#include "core/der_kind.hpp"

#include "core/der.hpp"
#include "core/x509_slices.hpp"

namespace postseal {
namespace {

// After the version number: PKCS#8 and PKCS#12 have a SEQUENCE that begins with an OID.
DerKind numbered(std::string_view rest) {
  const auto second = der::take(rest);
  if (!second) return DerKind::other;
  if (second->tag == der::octet_string) return DerKind::sec1;
  if (second->tag == der::integer) return DerKind::pkcs1;
  if (second->tag != der::sequence) return DerKind::other;
  return der::take(rest, der::octet_string) ? DerKind::pkcs8 : DerKind::pkcs12;
}

}  // namespace

DerKind kind_of(std::string_view der) {
  const std::string_view all = der;
  const auto outer = der::take(der, der::sequence);
  if (!outer) return DerKind::other;
  std::string_view rest = outer->body;
  const auto first = der::take(rest);
  if (!first) return DerKind::other;
  if (first->tag == der::object) return DerKind::pkcs7;
  if (first->tag == der::integer) return numbered(rest);
  if (first->tag != der::sequence) return DerKind::other;
  const auto second = der::take(rest);
  if (!second) return DerKind::other;
  if (second->tag == der::octet_string) return DerKind::encrypted_key;
  if (second->tag == der::bit_string) return DerKind::public_key;
  return slice_request(all) ? DerKind::request : DerKind::certificate;
}

}  // namespace postseal
