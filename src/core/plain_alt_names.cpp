// SPDX-License-Identifier: MIT
#include "core/plain_alt_names.hpp"

#include "core/der.hpp"
#include "core/plain_name.hpp"

namespace postseal {
namespace {

using namespace std::string_view_literals;

constexpr unsigned char boolean = 0x01;
constexpr unsigned char context_3 = der::context_0 + 3;
constexpr std::string_view subject_alt_name = "\x55\x1d\x11";

bool top_bit(char byte) { return (static_cast<unsigned char>(byte) & 0x80U) != 0; }

// X.690, 8.19: the last byte of each number has no top bit, and none begins with a byte of nothing.
bool is_object(const std::optional<der::Element>& element) {
  if (!element || element->body.empty() || top_bit(element->body.back())) return false;
  bool begins = true;
  for (const char byte : element->body) {
    if (begins && byte == '\x80') return false;
    begins = !top_bit(byte);
  }
  return true;
}

// X.690, 8.3: in no more bytes than it needs.
bool is_number(std::string_view body) {
  if (body.size() < 2) return body.size() == 1;
  return !(body[0] == '\0' && !top_bit(body[1])) && !(body[0] == '\xff' && top_bit(body[1]));
}

// An AlgorithmIdentifier without parameters, or with NULL or an object for them.
bool is_plain_algorithm(std::string_view whole) {
  auto sequence = der::take(whole, der::sequence);
  if (!sequence || !is_object(der::take(sequence->body, der::object))) return false;
  if (sequence->body.empty() || sequence->body == "\x05\x00"sv) return true;
  return is_object(der::take(sequence->body, der::object)) && sequence->body.empty();
}

bool is_plain_key(std::string_view spki) {
  auto outer = der::take(spki, der::sequence);
  const auto algorithm = outer ? der::take(outer->body, der::sequence) : std::nullopt;
  const auto bits = outer ? der::take(outer->body, der::bit_string) : std::nullopt;
  return algorithm && bits && is_plain_algorithm(algorithm->whole) && bits->body.starts_with('\0');
}

bool is_plain(const CertificateSlices& certificate) {
  return is_number(certificate.serial) && is_plain_algorithm(certificate.algorithm) &&
         certificate.algorithm == certificate.inner_algorithm &&
         plain_name_text(certificate.issuer) && plain_name_text(certificate.subject) &&
         der::time_of(certificate.not_before) && der::time_of(certificate.not_after) &&
         is_plain_key(certificate.public_key) && certificate.signature.starts_with('\0');
}

// The list of extensions, with which a certificate of version 3 ends.
std::optional<std::string_view> extensions_of(std::string_view signed_part) {
  auto outer = der::take(signed_part, der::sequence);
  if (!outer) return std::nullopt;
  std::string_view& rest = outer->body;
  const auto version = der::take(rest, der::context_0);
  if (!version || version->body != "\x02\x01\x02") return std::nullopt;
  // Serial number, algorithm, issuer, validity, subject, key: slice_certificate() knows them.
  for (int i = 0; i < 6; ++i)
    if (!der::take(rest)) return std::nullopt;
  auto tagged = der::take(rest, context_3);
  if (!tagged || !rest.empty()) return std::nullopt;
  const auto list = der::take(tagged->body, der::sequence);
  if (!list || !tagged->body.empty() || list->body.empty()) return std::nullopt;
  return list->body;
}

struct Extension {
  std::string_view object{};
  std::string_view value{};
};

std::optional<Extension> take_extension(std::string_view& list) {
  auto one = der::take(list, der::sequence);
  if (!one) return std::nullopt;
  const auto object = der::take(one->body, der::object);
  const auto critical = der::take(one->body, boolean);
  const auto value = der::take(one->body, der::octet_string);
  if (!is_object(object) || (critical && critical->body != "\xff") || !value || !one->body.empty())
    return std::nullopt;
  return Extension{.object = object->body, .value = value->body};
}

std::optional<std::vector<PlainAltName>> names_in(std::string_view value) {
  auto list = der::take(value, der::sequence);
  if (!list || !value.empty() || list->body.empty()) return std::nullopt;
  std::vector<PlainAltName> names;
  while (!list->body.empty()) {
    const auto name = der::take(list->body);
    if (!name) return std::nullopt;
    const PlainAltName plain{.tag = name->tag, .raw = name->body};
    if (plain.tag != PlainAltName::dns && plain.tag != PlainAltName::address &&
        plain.tag != PlainAltName::email && plain.tag != PlainAltName::uri)
      return std::nullopt;
    names.push_back(plain);
  }
  return names;
}

}  // namespace

std::optional<std::vector<PlainAltName>> plain_alt_names(const CertificateSlices& certificate) {
  if (!is_plain(certificate)) return std::nullopt;
  auto list = extensions_of(certificate.signed_part);
  if (!list) return std::nullopt;
  std::optional<std::vector<PlainAltName>> names;
  while (!list->empty()) {
    const auto extension = take_extension(*list);
    if (!extension) return std::nullopt;
    if (extension->object != subject_alt_name) continue;
    if (names) return std::nullopt;  // twice: OpenSSL takes neither
    names = names_in(extension->value);
    if (!names) return std::nullopt;
  }
  return names ? std::move(names) : std::vector<PlainAltName>{};
}

}  // namespace postseal
