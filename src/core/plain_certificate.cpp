// SPDX-License-Identifier: MIT
#include "core/plain_certificate.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/plain_name.hpp"

namespace postseal {
namespace {

using namespace std::string_view_literals;

constexpr unsigned key_cert_sign = 0x04;
constexpr std::size_t most_bytes = 64UL * 1024;

// AlgorithmIdentifiers, whole (RFC 5758, 3.2; RFC 4055, 5).
constexpr std::array signature_algorithms{
    "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"sv,
    "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03"sv,
    "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x04"sv,
    "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00"sv,
    "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c\x05\x00"sv,
    "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d\x05\x00"sv,
};
// Of keys: RSA, then P-256, P-384, P-521 (RFC 3279, 2.3.1; RFC 5480, 2.1.1).
constexpr std::array key_algorithms{
    "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"sv,
    "\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"sv,
    "\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22"sv,
    "\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23"sv,
};

template <typename List>
bool is_one_of(const List& list, std::string_view whole) {
  return std::find(list.begin(), list.end(), whole) != list.end();
}

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// A body of an INTEGER that is positive and no longer than it must be (X.690, 8.3.2).
bool is_serial(std::string_view body) {
  if (body.empty() || body.size() > 20 || byte_at(body, 0) >= 0x80) return false;
  return body.size() == 1 || byte_at(body, 0) != 0 || byte_at(body, 1) >= 0x80;
}

// A body of an OBJECT IDENTIFIER (X.690, 8.19.2).
bool is_object(std::string_view body) {
  if (body.empty() || byte_at(body, body.size() - 1) >= 0x80) return false;
  for (std::size_t i = 0; i < body.size(); ++i)
    if (byte_at(body, i) == 0x80 && (i == 0 || byte_at(body, i - 1) < 0x80)) return false;
  return true;
}

// The body of the one element that BYTES are.
std::optional<std::string_view> only(std::string_view bytes, unsigned char tag) {
  const auto element = der::take(bytes, tag);
  if (!element || !bytes.empty()) return std::nullopt;
  return element->body;
}

std::optional<std::string> without_spaces(std::string_view name_der) {
  auto text = plain_name_text(name_der);
  if (!text) return std::nullopt;
  std::erase(*text, ' ');
  for (char& c : *text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// Reads extensions into facts. Each reader has the value of one and answers whether it is plain.
class Extensions {
 public:
  explicit Extensions(PlainCertificate& facts) : facts_(facts) {}

  [[nodiscard]] bool read(std::string_view list) {
    while (!list.empty()) {
      const auto one = der::take(list, der::sequence);
      if (!one || !read_one(one->body)) return false;
    }
    return true;
  }

 private:
  struct Kind {
    std::string_view object{};
    bool may_be_critical = false;  // what X509_supported_extension() knows
    bool (Extensions::*reader)(std::string_view) = nullptr;
  };
  static const std::array<Kind, 10> kinds;

  bool read_one(std::string_view rest) {
    constexpr unsigned char boolean = 0x01;
    const auto object = der::take(rest, der::object);
    const auto critical = der::take(rest, boolean);
    const auto value = only(rest, der::octet_string);
    if (!object || !value || (critical && critical->body != "\xff"sv)) return false;
    const auto* const kind = std::find_if(
        kinds.begin(), kinds.end(), [&](const Kind& one) { return one.object == object->body; });
    if (kind == kinds.end() || (critical && !kind->may_be_critical)) return false;
    if (std::find(met_.begin(), met_.end(), kind->object) != met_.end()) return false;
    met_.push_back(kind->object);
    return (this->*kind->reader)(*value);
  }

  bool basic_constraints(std::string_view value) {
    auto body = only(value, der::sequence);
    if (!body) return false;
    const bool authority = body->starts_with("\x01\x01\xff"sv);
    if (authority) body->remove_prefix(3);
    facts_.basic_ca = authority;
    if (body->empty()) return true;
    const auto length = only(*body, der::integer);
    if (!authority || !length || length->size() != 1 || byte_at(*length, 0) >= 0x80) return false;
    facts_.path_length = static_cast<int>(byte_at(*length, 0));
    return true;
  }

  // OpenSSL looks at sixteen bits, and at none that the string says are unused.
  bool key_usage(std::string_view value) {
    const auto bits = only(value, der::bit_string);
    if (!bits || bits->size() < 2 || bits->size() > 3) return false;
    const unsigned unused = byte_at(*bits, 0);
    const unsigned last = byte_at(*bits, bits->size() - 1);
    if (unused > 7 || (last & ((1U << unused) - 1U)) != 0) return false;
    facts_.key_usage = byte_at(*bits, 1) | (bits->size() == 3 ? last << 8U : 0U);
    return *facts_.key_usage != 0;
  }

  bool extended_key_usage(std::string_view value) {
    auto body = only(value, der::sequence);
    if (!body || body->empty()) return false;
    while (!body->empty()) {
      const auto object = der::take(*body, der::object);
      if (!object || !is_object(object->body)) return false;
    }
    return true;
  }

  bool subject_key_id(std::string_view value) {
    const auto id = only(value, der::octet_string);
    facts_.subject_key_id = id.value_or(std::string_view());
    return !facts_.subject_key_id.empty();
  }

  // The identifier alone: an issuer's name and serial number would have to be looked at, too.
  bool authority_key_id(std::string_view value) {
    constexpr unsigned char identifier = 0x80;
    const auto body = only(value, der::sequence);
    const auto id = body ? only(*body, identifier) : std::nullopt;
    facts_.authority_key_id = id.value_or(std::string_view());
    return !facts_.authority_key_id.empty();
  }

  // Mail addresses, DNS names, URIs and IP addresses.
  bool alternative_names(std::string_view value) {
    constexpr std::string_view tags = "\x81\x82\x86\x87";
    auto body = only(value, der::sequence);
    if (!body || body->empty()) return false;
    while (!body->empty()) {
      const auto name = der::take(*body);
      if (!name || tags.find(static_cast<char>(name->tag)) == tags.npos) return false;
    }
    return true;
  }

  // Points that are URIs and say nothing else (RFC 5280, 4.2.1.13).
  bool distribution_points(std::string_view value) {
    constexpr unsigned char uri = 0x86;
    auto points = only(value, der::sequence);
    if (!points || points->empty()) return false;
    while (!points->empty()) {
      const auto point = der::take(*points, der::sequence);
      const auto name = point ? only(point->body, der::context_0) : std::nullopt;
      auto full = name ? only(*name, der::context_0) : std::nullopt;
      if (!full || full->empty()) return false;
      while (!full->empty())
        if (!der::take(*full, uri)) return false;
    }
    return true;
  }

  // What OpenSSL does not look into unless it is asked for.
  bool ignored(std::string_view /*value*/) { return true; }  // NOLINT: one of the readers

  PlainCertificate& facts_;
  std::vector<std::string_view> met_{};
};

constexpr std::array<Extensions::Kind, 10> Extensions::kinds{{
    {"\x55\x1d\x13", true, &Extensions::basic_constraints},
    {"\x55\x1d\x0f", true, &Extensions::key_usage},
    {"\x55\x1d\x25", true, &Extensions::extended_key_usage},
    {"\x55\x1d\x11", true, &Extensions::alternative_names},
    {"\x55\x1d\x0e", false, &Extensions::subject_key_id},
    {"\x55\x1d\x23", false, &Extensions::authority_key_id},
    {"\x55\x1d\x1f", false, &Extensions::distribution_points},
    {"\x55\x1d\x20", false, &Extensions::ignored},                      // certificatePolicies
    {"\x2b\x06\x01\x05\x05\x07\x01\x01", false, &Extensions::ignored},  // authorityInfoAccess
    // The timestamps of RFC 6962, 3.3.
    {"\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02", false, &Extensions::ignored},
}};

bool is_validity(std::string_view body) {
  for (int i = 0; i < 2; ++i) {
    const auto date = der::take(body);
    const auto time = date ? der::time_of(*date) : std::nullopt;
    if (!time || *time < Time{}) return false;
  }
  return body.empty();
}

bool is_key(std::string_view body) {
  const auto algorithm = der::take(body, der::sequence);
  const auto bits = only(body, der::bit_string);
  return algorithm && is_one_of(key_algorithms, algorithm->whole) && bits &&
         bits->starts_with('\0');
}

}  // namespace

bool PlainCertificate::is_ca() const noexcept {
  if (key_usage && (*key_usage & key_cert_sign) == 0) return false;
  return basic_ca.value_or(key_usage.has_value());
}

std::optional<PlainCertificate> plain_certificate(const CertificateSlices& slices) {
  constexpr unsigned char context_3 = der::context_0 + 3;
  if (slices.whole.size() > most_bytes || !slices.signature.starts_with('\0')) return std::nullopt;
  if (slices.algorithm != slices.inner_algorithm) return std::nullopt;
  if (!is_one_of(signature_algorithms, slices.algorithm)) return std::nullopt;
  auto rest = only(slices.signed_part, der::sequence);
  if (!rest) return std::nullopt;
  const auto version = der::take(*rest, der::context_0);
  const auto serial = der::take(*rest, der::integer);
  (void)der::take(*rest, der::sequence);  // the signature's algorithm
  (void)der::take(*rest, der::sequence);  // issuer
  const auto validity = der::take(*rest, der::sequence);
  (void)der::take(*rest, der::sequence);  // subject
  const auto key = der::take(*rest, der::sequence);
  const auto explicit_list = only(*rest, context_3);
  const auto list = explicit_list ? only(*explicit_list, der::sequence) : std::nullopt;
  if (!version || version->body != "\x02\x01\x02"sv || !serial || !is_serial(serial->body))
    return std::nullopt;
  if (!validity || !is_validity(validity->body) || !key || !is_key(key->body)) return std::nullopt;
  auto subject = without_spaces(slices.subject);
  auto issuer = without_spaces(slices.issuer);
  if (!subject || !issuer || !list || list->empty()) return std::nullopt;
  PlainCertificate facts{.subject = std::move(*subject), .issuer = std::move(*issuer)};
  if (!Extensions(facts).read(*list)) return std::nullopt;
  return facts;
}

}  // namespace postseal
