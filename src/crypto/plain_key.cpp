// SPDX-License-Identifier: MIT
#include "crypto/plain_key.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <vector>

#include "core/der.hpp"

namespace postseal {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view rsa_encryption = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
constexpr std::string_view ec_public_key = "\x2a\x86\x48\xce\x3d\x02\x01";

struct Curve {
  std::string_view object{};
  const char* name = nullptr;
  std::size_t size = 0;  // of a coordinate, and of a private key
};
constexpr std::array curves{
    Curve{"\x2a\x86\x48\xce\x3d\x03\x01\x07", "P-256", 32},
    Curve{"\x2b\x81\x04\x00\x22"sv, "P-384", 48},
    Curve{"\x2b\x81\x04\x00\x23"sv, "P-521", 66},
};

struct SignatureKind {
  std::string_view object{};
  int key = EVP_PKEY_NONE;
  const char* digest = nullptr;
};
constexpr std::array signature_kinds{
    SignatureKind{"\x2a\x86\x48\xce\x3d\x04\x03\x02", EVP_PKEY_EC, "SHA256"},
    SignatureKind{"\x2a\x86\x48\xce\x3d\x04\x03\x03", EVP_PKEY_EC, "SHA384"},
    SignatureKind{"\x2a\x86\x48\xce\x3d\x04\x03\x04", EVP_PKEY_EC, "SHA512"},
    SignatureKind{"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", EVP_PKEY_RSA, "SHA256"},
    SignatureKind{"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", EVP_PKEY_RSA, "SHA384"},
    SignatureKind{"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", EVP_PKEY_RSA, "SHA512"},
};

// A number as OSSL_PARAM has it, in the byte order of the machine; it may be a private key.
class Number {
 public:
  explicit Number(std::string_view big_endian) : bytes_(big_endian.begin(), big_endian.end()) {
    if constexpr (std::endian::native == std::endian::little)
      std::reverse(bytes_.begin(), bytes_.end());
  }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  ~Number() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  [[nodiscard]] OSSL_PARAM as(const char* name) {
    return OSSL_PARAM_construct_BN(name, bytes_.data(), bytes_.size());
  }

 private:
  std::vector<unsigned char> bytes_;
};

PkeyHandle key_from(const char* type, int selection, OSSL_PARAM* parts) {
  const std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>> context(
      EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  const bool good = context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                    EVP_PKEY_fromdata(context.get(), &made, selection, parts) == 1;
  ERR_clear_error();
  return PkeyHandle(good ? made : nullptr);
}

const Curve* curve_in(std::string_view parameters) {
  const auto object = der::take(parameters, der::object);
  if (!object || !parameters.empty()) return nullptr;
  const auto* const found = std::find_if(curves.begin(), curves.end(), [&](const Curve& curve) {
    return curve.object == object->body;
  });
  return found == curves.end() ? nullptr : found;
}

bool is_point(const Curve& curve, std::string_view bytes) {
  return bytes.size() == 1 + 2 * curve.size && bytes.front() == '\x04';
}

// The bytes of a BIT STRING that has no unused bits; "" else.
std::string_view bytes_in(const der::Element& bits) {
  return bits.body.starts_with('\0') ? bits.body.substr(1) : std::string_view();
}

OSSL_PARAM group_of(const Curve& curve, std::string& name) {
  name = curve.name;
  return OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size());
}

PkeyHandle ec_public(std::string_view parameters, std::string_view bytes) {
  const Curve* const curve = curve_in(parameters);
  if (curve == nullptr || !is_point(*curve, bytes)) return {};
  std::string name;
  std::string point(bytes);
  std::array parts{
      group_of(*curve, name),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  return key_from("EC", EVP_PKEY_PUBLIC_KEY, parts.data());
}

// A positive INTEGER without its sign octet; "" else.
std::string_view positive(std::string_view& rest) {
  const auto number = der::take(rest, der::integer);
  if (!number || number->body.empty() || (number->body.front() & 0x80) != 0) return {};
  const std::string_view body = number->body;
  return body.front() == '\0' ? body.substr(1) : body;
}

PkeyHandle rsa_public(std::string_view parameters, std::string_view bytes) {
  auto key = der::take(bytes, der::sequence);
  if (parameters != "\x05\x00"sv || !key || !bytes.empty()) return {};
  const std::string_view modulus = positive(key->body);
  const std::string_view exponent = positive(key->body);
  if (modulus.empty() || exponent.empty() || !key->body.empty()) return {};
  Number n(modulus);
  Number e(exponent);
  std::array parts{n.as(OSSL_PKEY_PARAM_RSA_N), e.as(OSSL_PKEY_PARAM_RSA_E),
                   OSSL_PARAM_construct_end()};
  return key_from("RSA", EVP_PKEY_PUBLIC_KEY, parts.data());
}

// PrivateKeyInfo ::= SEQUENCE { 0, AlgorithmIdentifier, OCTET STRING of an ECPrivateKey }
// ECPrivateKey ::= SEQUENCE { 1, OCTET STRING, [0] curve OPTIONAL, [1] BIT STRING }, of which the
// curve has been said.
struct EcPrivate {
  const Curve* curve = nullptr;
  std::string_view algorithm{};  // with its header
  std::string_view secret{};
  std::string_view point{};
  std::string_view bits{};  // the point as a BIT STRING, with its header
};

std::optional<EcPrivate> slice_ec_private(std::string_view pkcs8_der) {
  auto outer = der::take(pkcs8_der, der::sequence);
  if (!outer || !pkcs8_der.empty()) return std::nullopt;
  const auto version = der::take(outer->body, der::integer);
  auto algorithm = der::take(outer->body, der::sequence);
  auto held = der::take(outer->body, der::octet_string);
  const auto object = algorithm ? der::take(algorithm->body, der::object) : std::nullopt;
  if (!version || version->body != "\0"sv || !object || !held || !outer->body.empty())
    return std::nullopt;
  const Curve* const curve = object->body == ec_public_key ? curve_in(algorithm->body) : nullptr;
  auto key = der::take(held->body, der::sequence);
  if (curve == nullptr || !key || !held->body.empty()) return std::nullopt;
  const auto key_version = der::take(key->body, der::integer);
  const auto secret = der::take(key->body, der::octet_string);
  auto shown = der::take(key->body, der::context_0 + 1);
  if (!key_version || key_version->body != "\x01" || !secret || !shown || !key->body.empty())
    return std::nullopt;
  const auto bits = der::take(shown->body, der::bit_string);
  if (!bits || !shown->body.empty() || secret->body.size() != curve->size) return std::nullopt;
  if (!is_point(*curve, bytes_in(*bits))) return std::nullopt;
  return EcPrivate{.curve = curve,
                   .algorithm = algorithm->whole,
                   .secret = secret->body,
                   .point = bytes_in(*bits),
                   .bits = bits->whole};
}

// "" where there is none.
std::string text_param(const EVP_PKEY* key, const char* name) {
  std::array<char, 64> text{};
  const bool good =
      EVP_PKEY_get_utf8_string_param(key, name, text.data(), text.size(), nullptr) == 1;
  ERR_clear_error();
  return good ? text.data() : std::string{};
}

}  // namespace

PkeyHandle plain_public_key(std::string_view spki_der) {
  auto outer = der::take(spki_der, der::sequence);
  if (!outer || !spki_der.empty()) return {};
  auto algorithm = der::take(outer->body, der::sequence);
  const auto bits = der::take(outer->body, der::bit_string);
  const auto object = algorithm ? der::take(algorithm->body, der::object) : std::nullopt;
  if (!object || !bits || !outer->body.empty()) return {};
  if (object->body == ec_public_key) return ec_public(algorithm->body, bytes_in(*bits));
  if (object->body == rsa_encryption) return rsa_public(algorithm->body, bytes_in(*bits));
  return {};
}

PkeyHandle plain_private_key(std::string_view pkcs8_der) {
  const auto key = slice_ec_private(pkcs8_der);
  if (!key) return {};
  std::string name;
  std::string point(key->point);
  Number number(key->secret);
  std::array parts{
      group_of(*key->curve, name),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      number.as(OSSL_PKEY_PARAM_PRIV_KEY), OSSL_PARAM_construct_end()};
  return key_from("EC", EVP_PKEY_KEYPAIR, parts.data());
}

bool plain_pair(std::string_view pkcs8_der, std::string_view spki_der) {
  const auto key = slice_ec_private(pkcs8_der);
  auto outer = der::take(spki_der, der::sequence);
  if (!key || !outer || !spki_der.empty()) return false;
  const auto algorithm = der::take(outer->body, der::sequence);
  const auto bits = der::take(outer->body, der::bit_string);
  return algorithm && bits && outer->body.empty() && algorithm->whole == key->algorithm &&
         bits->whole == key->bits;
}

bool set_plain_public_key(X509* certificate, const EVP_PKEY* key) {
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return false;
  const std::string group = text_param(key, OSSL_PKEY_PARAM_GROUP_NAME);
  const int nid = OBJ_txt2nid(group.c_str());
  const bool is_known = nid == NID_X9_62_prime256v1 || nid == NID_secp384r1 || nid == NID_secp521r1;
  if (!is_known || text_param(key, OSSL_PKEY_PARAM_EC_ENCODING) != OSSL_PKEY_EC_ENCODING_GROUP)
    return false;
  std::array<unsigned char, 160> point{};
  std::size_t size = 0;
  const bool has_point = EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                                         point.size(), &size) == 1;
  ERR_clear_error();
  if (!has_point || point.front() != 0x04) return false;
  void* const copy = OPENSSL_memdup(point.data(), size);
  if (copy == nullptr) return false;
  if (X509_PUBKEY_set0_param(X509_get_X509_PUBKEY(certificate), OBJ_nid2obj(EVP_PKEY_EC),
                             V_ASN1_OBJECT, OBJ_nid2obj(nid), static_cast<unsigned char*>(copy),
                             static_cast<int>(size)) == 1)
    return true;
  OPENSSL_free(copy);
  ERR_clear_error();
  return false;
}

std::optional<bool> plain_verdict(const CertificateSlices& certificate, EVP_PKEY* key) {
  std::string_view outer = certificate.algorithm;
  auto algorithm = der::take(outer, der::sequence);
  const auto object = algorithm ? der::take(algorithm->body, der::object) : std::nullopt;
  // X509_verify() wants both places to say the same.
  if (!object || certificate.algorithm != certificate.inner_algorithm) return std::nullopt;
  const auto* const kind =
      std::find_if(signature_kinds.begin(), signature_kinds.end(),
                   [&](const SignatureKind& one) { return one.object == object->body; });
  if (kind == signature_kinds.end() || EVP_PKEY_get_base_id(key) != kind->key) return std::nullopt;
  if (!certificate.signature.starts_with('\0')) return std::nullopt;
  const std::string_view signature = certificate.signature.substr(1);
  const std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  const bool ready = context && EVP_DigestVerifyInit_ex(context.get(), nullptr, kind->digest,
                                                        nullptr, nullptr, key, nullptr) == 1;
  const bool good = ready && EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                                              bytes_of(certificate.signed_part),
                                              certificate.signed_part.size()) == 1;
  ERR_clear_error();
  return ready ? std::optional<bool>(good) : std::nullopt;
}

}  // namespace postseal
