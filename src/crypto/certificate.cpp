// SPDX-License-Identifier: MIT
#include "crypto/certificate.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <mutex>

#include "core/text.hpp"
#include "core/x509_slices.hpp"
#include "crypto/name_text.hpp"
#include "crypto/openssl.hpp"
#include "crypto/plain_key.hpp"

namespace postseal {
namespace {

// Views into a certificate's DER, and its dates.
struct Outline {
  CertificateSlices slices{};
  Time not_before{};
  Time not_after{};
};

// A date OpenSSL cannot read counts as 1970: such a certificate is never valid.
Time date_from(const der::Element& element) {
  if (const auto time = der::time_of(element)) return *time;
  const unsigned char* at = bytes_of(element.whole);
  const Asn1StringHandle time(d2i_ASN1_TIME(nullptr, &at, static_cast<long>(element.whole.size())));
  std::tm parts{};
  const bool good = time && ASN1_TIME_to_tm(time.get(), &parts) == 1;
  ERR_clear_error();
  if (!good) return Time{};
  const std::chrono::year_month_day date{
      std::chrono::year(parts.tm_year + 1900),
      std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1),
      std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
  return std::chrono::sys_days(date) + std::chrono::hours(parts.tm_hour) +
         std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

std::optional<Outline> outline_of(std::string_view der) {
  const auto slices = slice_certificate(der);
  if (!slices || slices->whole.size() != der.size()) return std::nullopt;
  return Outline{.slices = *slices,
                 .not_before = date_from(slices->not_before),
                 .not_after = date_from(slices->not_after)};
}

X509Handle decoded(std::string_view der) {
  const unsigned char* at = bytes_of(der);
  X509Handle handle(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (at != bytes_of(der) + der.size()) handle.reset();
  return handle;
}

}  // namespace

struct Certificate::Parts {
  explicit Parts(std::string_view bytes) : der(bytes) {}

  X509* x509() const {
    std::call_once(once, [this] { handle = decoded(der); });
    return handle.get();
  }

  const PlainCertificate* plain() const {
    std::call_once(facts_once, [this] { facts = plain_certificate(outline.slices); });
    return facts ? &*facts : nullptr;
  }

  EVP_PKEY* key_of_plain_kind() const {
    std::call_once(key_once, [this] { plain_key = plain_public_key(outline.slices.public_key); });
    return plain_key.get();
  }

  // The key that signatures are verified with; null: unreadable.
  EVP_PKEY* key() const {
    if (EVP_PKEY* const plain = key_of_plain_kind()) return plain;
    return x509() != nullptr ? X509_get0_pubkey(x509()) : nullptr;
  }

  std::string der;  // what `outline` points into
  Outline outline{};
  mutable std::once_flag once{};
  mutable X509Handle handle{};
  mutable std::once_flag facts_once{};
  mutable std::optional<PlainCertificate> facts{};
  mutable std::once_flag key_once{};
  mutable PkeyHandle plain_key{};
  mutable std::once_flag self_once{};
  mutable bool self_signed = false;
};

std::optional<Certificate> Certificate::read(std::string_view der) {
  auto parts = std::make_shared<Parts>(der);
  auto outline = outline_of(parts->der);
  if (!outline) {
    // BER with indefinite lengths, say: OpenSSL may still read it, and so does Postfix.
    const X509Handle handle = decoded(der);
    if (!handle) return std::nullopt;
    parts = std::make_shared<Parts>(der_of<i2d_X509>(handle.get(), "writing a certificate"));
    outline = outline_of(parts->der);
    if (!outline) return std::nullopt;
  }
  parts->outline = *outline;
  return Certificate(std::move(parts));
}

std::string_view Certificate::der() const noexcept { return parts_->der; }
std::string_view Certificate::spki_der() const noexcept {
  return parts_->outline.slices.public_key;
}
std::string_view Certificate::subject_der() const noexcept {
  return parts_->outline.slices.subject;
}
std::string_view Certificate::issuer_der() const noexcept { return parts_->outline.slices.issuer; }
Time Certificate::not_before() const noexcept { return parts_->outline.not_before; }
Time Certificate::not_after() const noexcept { return parts_->outline.not_after; }
X509* Certificate::native() const { return parts_->x509(); }
const PlainCertificate* Certificate::plain() const { return parts_->plain(); }
bool Certificate::has_plain_key() const { return parts_->key_of_plain_kind() != nullptr; }
bool Certificate::decodes() const { return plain() != nullptr || native() != nullptr; }

std::string Certificate::pem() const {
  const BioHandle bio = memory_bio();
  require(PEM_write_bio(bio.get(), PEM_STRING_X509, "", bytes_of(der()),
                        static_cast<long>(der().size())),
          "writing a certificate");
  return std::string(written(bio));
}

std::string Certificate::subject() const { return name_text(subject_der()); }
std::string Certificate::issuer() const { return name_text(issuer_der()); }

std::string Certificate::serial() const {
  std::string_view bytes = parts_->outline.slices.serial;
  if (bytes.size() > 1 && bytes.front() == '\0') bytes.remove_prefix(1);
  return upper_hex(bytes);
}

std::vector<std::string> Certificate::common_names() const {
  return common_names_in(subject_der());
}

const EVP_PKEY* Certificate::public_key() const {
  const EVP_PKEY* key = native() != nullptr ? X509_get0_pubkey(native()) : nullptr;
  ERR_clear_error();
  return key;
}

KeyFacts Certificate::key() const { return facts_of(public_key()); }

bool Certificate::signed_by(const Certificate& issuer) const {
  EVP_PKEY* const key = issuer.parts_->key();
  if (key == nullptr) return false;
  if (const auto verdict = plain_verdict(parts_->outline.slices, key)) return *verdict;
  const bool good = native() != nullptr && X509_verify(native(), key) == 1;
  ERR_clear_error();
  return good;
}

bool Certificate::names_as_issuer(const Certificate& issuer) const {
  if (issuer_der() == issuer.subject_der()) return true;
  if (native() == nullptr || issuer.native() == nullptr) return false;
  return X509_NAME_cmp(X509_get_issuer_name(native()), X509_get_subject_name(issuer.native())) == 0;
}

bool Certificate::self_signed() const {
  std::call_once(parts_->self_once,
                 [this] { parts_->self_signed = names_as_issuer(*this) && signed_by(*this); });
  return parts_->self_signed;
}

}  // namespace postseal
