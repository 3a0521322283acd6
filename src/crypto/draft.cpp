// SPDX-License-Identifier: MIT
#include "crypto/draft.hpp"

#include <openssl/err.h>
#include <openssl/rand.h>

#include <array>
#include <ctime>

namespace postseal {
namespace {

using Asn1IntegerHandle = std::unique_ptr<ASN1_INTEGER, FreeWith<ASN1_INTEGER_free>>;
using Asn1TimeHandle = std::unique_ptr<ASN1_TIME, FreeWith<ASN1_TIME_free>>;
using GeneralNameHandle = std::unique_ptr<GENERAL_NAME, FreeWith<GENERAL_NAME_free>>;

GeneralNameHandle general_name(const HostName& name) {
  const bool address = name.is_address();
  const std::string_view bytes = address ? name.address : name.text;
  Asn1StringHandle value = require(
      Asn1StringHandle(ASN1_STRING_type_new(address ? V_ASN1_OCTET_STRING : V_ASN1_IA5STRING)),
      "writing a name");
  require(ASN1_STRING_set(value.get(), bytes.data(), static_cast<int>(bytes.size())),
          "writing a name");
  GeneralNameHandle made = require(GeneralNameHandle(GENERAL_NAME_new()), "writing a name");
  GENERAL_NAME_set0_value(made.get(), address ? GEN_IPADD : GEN_DNS, value.release());
  return made;
}

Asn1TimeHandle asn1_time(Time time) {
  return require(Asn1TimeHandle(ASN1_TIME_set(
                     nullptr, static_cast<std::time_t>(time.time_since_epoch().count()))),
                 "writing a date");
}

}  // namespace

NameHandle name_with(std::string_view common_name) {
  NameHandle name = require(NameHandle(X509_NAME_new()), "writing a name");
  if (!common_name.empty())
    require(
        X509_NAME_add_entry_by_NID(name.get(), NID_commonName, MBSTRING_UTF8, bytes_of(common_name),
                                   static_cast<int>(common_name.size()), -1, 0),
        "writing a name");
  return name;
}

std::string common_name_for(const std::vector<HostName>& names) {
  return !names.empty() && fits_common_name(names.front()) ? names.front().text : "";
}

ExtensionHandle alternative_names(const std::vector<HostName>& names) {
  const GeneralNamesHandle all = require(GeneralNamesHandle(GENERAL_NAMES_new()), "writing names");
  for (const HostName& name : names) {
    GeneralNameHandle one = general_name(name);
    require(sk_GENERAL_NAME_push(all.get(), one.get()), "writing names");
    (void)one.release();
  }
  // RFC 5280, 4.2.1.6: critical where the subject is empty.
  const int critical = common_name_for(names).empty() ? 1 : 0;
  return require(ExtensionHandle(X509V3_EXT_i2d(NID_subject_alt_name, critical, all.get())),
                 "writing names");
}

ExtensionHandle extension(int nid, const std::string& value, X509V3_CTX* context) {
  X509V3_CTX none{};
  X509V3_set_ctx(&none, nullptr, nullptr, nullptr, nullptr, X509V3_CTX_TEST);
  return require(ExtensionHandle(X509V3_EXT_nconf_nid(nullptr, context != nullptr ? context : &none,
                                                      nid, value.c_str())),
                 "writing an extension");
}

std::string leaf_key_usage(const PrivateKey& key) {
  // Key transport exists for RSA alone (RFC 5246, 7.4.2).
  return key.family() == KeyFamily::rsa ? "critical,digitalSignature,keyEncipherment"
                                        : "critical,digitalSignature";
}

const EVP_MD* digest_for(const EVP_PKEY* key) {
  std::array<char, 64> name{};
  // 2: the key takes this digest and no other; "UNDEF" where it has its own.
  const int status =
      EVP_PKEY_get_default_digest_name(const_cast<EVP_PKEY*>(key), name.data(), name.size());
  ERR_clear_error();
  if (status == 2) return EVP_get_digestbyname(name.data());
  const int bits = EVP_PKEY_get_bits(key);
  if (!EVP_PKEY_is_a(key, "EC") || bits < 384) return EVP_sha256();
  return bits < 512 ? EVP_sha384() : EVP_sha512();
}

void set_random_serial(X509* certificate) {
  // RFC 5280, 4.1.2.2: positive and at most 20 bytes; the second bit keeps the length.
  std::array<unsigned char, 20> bytes{};
  require(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())), "making a serial number");
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7FU) | 0x40U);
  const BignumHandle number =
      require(BignumHandle(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)),
              "making a serial number");
  const Asn1IntegerHandle serial = require(
      Asn1IntegerHandle(BN_to_ASN1_INTEGER(number.get(), nullptr)), "making a serial number");
  require(X509_set_serialNumber(certificate, serial.get()), "making a serial number");
}

void set_validity(X509* certificate, Validity validity) {
  require(X509_set1_notBefore(certificate, asn1_time(validity.from).get()), "writing a date");
  require(X509_set1_notAfter(certificate, asn1_time(validity.until).get()), "writing a date");
}

Certificate signed_with(X509* certificate, const PrivateKey& key) {
  require(X509_sign(certificate, key.native(), digest_for(key.native())), "signing a certificate");
  auto made = Certificate::read(der_of<i2d_X509>(certificate, "writing a certificate"));
  if (!made) crypto_failed("writing a certificate");
  return *made;
}

}  // namespace postseal
