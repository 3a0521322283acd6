// SPDX-License-Identifier: MIT
#include "core/key_content.hpp"

#include "core/der.hpp"
#include "core/der_kind.hpp"
#include "core/pem.hpp"

namespace postseal {
namespace {

// RSAPrivateKey and DSA keys: a version of 0 or 1 and then at least five numbers more. DH
// parameters and RSA public keys are sequences of numbers too.
bool is_numbers_of_a_key(std::string_view der) {
  const auto outer = der::take(der, der::sequence);
  if (!outer) return false;
  std::string_view body = outer->body;
  const auto version = der::take(body, der::integer);
  if (!version || version->body.size() != 1 || version->body.front() > 1) return false;
  int numbers = 0;
  while (der::take(body, der::integer)) ++numbers;
  return numbers >= 5;
}

bool is_key_in_der(std::string_view der) {
  switch (kind_of(der)) {
    case DerKind::pkcs8:
    case DerKind::sec1:
    case DerKind::encrypted_key:
    case DerKind::pkcs12:
      return true;
    case DerKind::pkcs1:
      return is_numbers_of_a_key(der);
    default:
      return false;
  }
}

}  // namespace

bool holds_private_key(std::string_view bytes) {
  PemReader reader(bytes);
  while (const auto block = reader.next())
    if (block->label.find("PRIVATE KEY") != std::string_view::npos) return true;
  return is_key_in_der(bytes);
}

}  // namespace postseal
