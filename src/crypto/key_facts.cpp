// SPDX-License-Identifier: MIT
#include "crypto/key_facts.hpp"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/err.h>

#include <array>

#include "core/text.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

std::string curve_of(const EVP_PKEY* key) {
  std::array<char, 80> name{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) != 1) return "unknown";
  const std::string found = lower({name.data(), size});
  if (found == "prime256v1") return "p256";
  if (found == "secp384r1") return "p384";
  if (found == "secp521r1") return "p521";
  return found;
}

bool has_explicit_curve(const EVP_PKEY* key) {
  std::array<char, 32> encoding{};
  std::size_t size = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_EC_ENCODING, encoding.data(),
                                        encoding.size(), &size) == 1 &&
         std::string_view(encoding.data(), size) == OSSL_PKEY_EC_ENCODING_EXPLICIT;
}

KeyFacts named(const EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  if (EVP_PKEY_is_a(key, "RSA"))
    return {.family = KeyFamily::rsa, .description = fmt::format("rsa:{}", bits)};
  if (EVP_PKEY_is_a(key, "RSA-PSS"))
    return {.family = KeyFamily::rsa_pss, .description = fmt::format("rsa-pss:{}", bits)};
  if (EVP_PKEY_is_a(key, "DSA"))
    return {.family = KeyFamily::dsa, .description = fmt::format("dsa:{}", bits)};
  if (EVP_PKEY_is_a(key, "EC"))
    return {.family = KeyFamily::ec,
            .description = "ec:" + curve_of(key),
            .explicit_curve = has_explicit_curve(key)};
  if (EVP_PKEY_is_a(key, "ED25519"))
    return {.family = KeyFamily::ed25519, .description = "ed25519"};
  if (EVP_PKEY_is_a(key, "ED448")) return {.family = KeyFamily::ed448, .description = "ed448"};
  const char* name = EVP_PKEY_get0_type_name(key);
  return {.description = name != nullptr ? lower(name) : "unknown"};
}

}  // namespace

KeyFacts facts_of(const EVP_PKEY* key) {
  if (key == nullptr) return {.description = "unknown"};
  KeyFacts facts = named(key);
  facts.bits = EVP_PKEY_get_bits(key);
  for (const KeyType type : all_key_types)
    if (!facts.explicit_curve && facts.description == name_of(type)) facts.type = type;
  ERR_clear_error();
  return facts;
}

}  // namespace postseal
