// SPDX-License-Identifier: MIT
#include "crypto/key_derivation.hpp"

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "crypto/openssl.hpp"

namespace postseal {
namespace {

constexpr long too_many = most_rounds + 1;

using Pbes1Handle = std::unique_ptr<PBEPARAM, FreeWith<PBEPARAM_free>>;
using Pbes2Handle = std::unique_ptr<PBE2PARAM, FreeWith<PBE2PARAM_free>>;
using Pbkdf2Handle = std::unique_ptr<PBKDF2PARAM, FreeWith<PBKDF2PARAM_free>>;
using ScryptHandle = std::unique_ptr<SCRYPT_PARAMS, FreeWith<SCRYPT_PARAMS_free>>;

struct FreeParts {
  void operator()(STACK_OF(PKCS7) * parts) const noexcept { sk_PKCS7_pop_free(parts, PKCS7_free); }
};
struct FreeBags {
  void operator()(STACK_OF(PKCS12_SAFEBAG) * bags) const noexcept {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  }
};
using PartsHandle = std::unique_ptr<STACK_OF(PKCS7), FreeParts>;
using BagsHandle = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), FreeBags>;

long number_in(const ASN1_INTEGER* number) {
  std::int64_t value = 0;
  if (number == nullptr || ASN1_INTEGER_get_int64(&value, number) != 1 || value < 0)
    return too_many;
  return static_cast<long>(std::min<std::int64_t>(value, too_many));
}

// Both at most too_many, and so is the result.
long sum(long a, long b) { return std::min(a + b, too_many); }
long product(long a, long b) {
  return a != 0 && b > too_many / a ? too_many : std::min(a * b, too_many);
}

template <typename Handle>
Handle unpacked(const ASN1_ITEM* item, const X509_ALGOR* algorithm) {
  const ASN1_TYPE* parameter = algorithm == nullptr ? nullptr : algorithm->parameter;
  if (parameter == nullptr) return {};
  return Handle(static_cast<typename Handle::pointer>(ASN1_TYPE_unpack_sequence(item, parameter)));
}

int nid_of(const X509_ALGOR* algorithm) {
  return algorithm == nullptr ? NID_undef : OBJ_obj2nid(algorithm->algorithm);
}

// What PBES2 derives the key with.
long rounds_of_derivation(const X509_ALGOR* derivation) {
  if (nid_of(derivation) == NID_id_pbkdf2) {
    const auto param = unpacked<Pbkdf2Handle>(ASN1_ITEM_rptr(PBKDF2PARAM), derivation);
    return param ? number_in(param->iter) : 0;
  }
  if (nid_of(derivation) == NID_id_scrypt) {
    // The work is their product; OpenSSL bounds the memory, which is that of two of them.
    const auto param = unpacked<ScryptHandle>(ASN1_ITEM_rptr(SCRYPT_PARAMS), derivation);
    return param ? product(product(number_in(param->costParameter), number_in(param->blockSize)),
                           number_in(param->parallelizationParameter))
                 : 0;
  }
  return 0;
}

long rounds_in_bags(const STACK_OF(PKCS12_SAFEBAG) * bags, int level);

long rounds_in_bag(const PKCS12_SAFEBAG* bag, int level) {
  // Bags inside bags: no program makes them, and PKCS12_parse follows them to any depth.
  constexpr int most_levels = 8;
  if (PKCS12_SAFEBAG_get_nid(bag) == NID_safeContentsBag)
    return level > most_levels ? too_many
                               : rounds_in_bags(PKCS12_SAFEBAG_get0_safes(bag), level + 1);
  if (PKCS12_SAFEBAG_get_nid(bag) != NID_pkcs8ShroudedKeyBag) return 0;
  const X509_ALGOR* algorithm = nullptr;
  if (const X509_SIG* sealed = PKCS12_SAFEBAG_get0_pkcs8(bag))
    X509_SIG_get0(sealed, &algorithm, nullptr);
  return postseal::rounds_of(algorithm);
}

long rounds_in_bags(const STACK_OF(PKCS12_SAFEBAG) * bags, int level) {
  long rounds = 0;
  for (int i = 0; bags != nullptr && i < sk_PKCS12_SAFEBAG_num(bags); ++i)
    rounds = sum(rounds, rounds_in_bag(sk_PKCS12_SAFEBAG_value(bags, i), level));
  return rounds;
}

const X509_ALGOR* cipher_of(const PKCS7* part) {
  if (!PKCS7_type_is_encrypted(part) || part->d.encrypted == nullptr) return nullptr;
  const PKCS7_ENC_CONTENT* content = part->d.encrypted->enc_data;
  return content == nullptr ? nullptr : content->algorithm;
}

// The bags of a part of the file. PKCS12_parse tries "" and nothing, where PASSPHRASE is empty.
BagsHandle opened(PKCS7* part, const Secret& passphrase) {
  if (PKCS7_type_is_data(part)) return BagsHandle(PKCS12_unpack_p7data(part));
  if (cipher_of(part) == nullptr) return {};
  const std::string_view text = passphrase.reveal();
  BagsHandle bags(PKCS12_unpack_p7encdata(part, text.empty() ? "" : text.data(),
                                          static_cast<int>(text.size())));
  if (!bags && text.empty()) bags.reset(PKCS12_unpack_p7encdata(part, nullptr, 0));
  return bags;
}

}  // namespace

long rounds_of(const X509_ALGOR* algorithm) {
  int type = 0;
  switch (nid_of(algorithm)) {
    case NID_undef:
      return 0;
    case NID_pbes2: {
      const auto param = unpacked<Pbes2Handle>(ASN1_ITEM_rptr(PBE2PARAM), algorithm);
      return param ? rounds_of_derivation(param->keyfunc) : 0;
    }
    default:
      if (EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid_of(algorithm), &type, nullptr, nullptr) != 1)
        return 0;
      const auto param = unpacked<Pbes1Handle>(ASN1_ITEM_rptr(PBEPARAM), algorithm);
      return param ? number_in(param->iter) : 0;
  }
}

long rounds_of_mac(const PKCS12_st* bag) {
  const ASN1_INTEGER* rounds = nullptr;
  PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, bag);
  return rounds == nullptr ? 0 : number_in(rounds);
}

long rounds_of(const PKCS12_st* bag, const Secret& passphrase) {
  long rounds = rounds_of_mac(bag);
  const PartsHandle parts(PKCS12_unpack_authsafes(bag));
  const int count = parts ? sk_PKCS7_num(parts.get()) : 0;
  for (int i = 0; i < count; ++i)
    rounds = sum(rounds, rounds_of(cipher_of(sk_PKCS7_value(parts.get(), i))));
  for (int i = 0; i < count && rounds <= most_rounds; ++i)
    rounds =
        sum(rounds, rounds_in_bags(opened(sk_PKCS7_value(parts.get(), i), passphrase).get(), 0));
  ERR_clear_error();
  return rounds;
}

}  // namespace postseal
