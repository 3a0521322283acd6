// SPDX-License-Identifier: MIT
#include "core/x509_slices.hpp"

namespace postseal {

namespace {

// SEQUENCE { SEQUENCE { OID, ... }, BIT STRING } and nothing else.
bool is_public_key(const der::Element& element) {
  std::string_view rest = element.body;
  auto algorithm = der::take(rest, der::sequence);
  if (!algorithm || !der::take(algorithm->body, der::object)) return false;
  const auto bits = der::take(rest, der::bit_string);
  return bits && bits->body.size() > 1 && rest.empty();
}

// SEQUENCE { what is signed, algorithm, BIT STRING }
struct Signed {
  std::string_view whole{};
  std::string_view body{};  // of what is signed
  std::string_view signed_part{};
  std::string_view algorithm{};
  std::string_view signature{};
};

std::optional<Signed> slice_signed(std::string_view input) {
  const auto outer = der::take(input, der::sequence);
  if (!outer) return std::nullopt;
  std::string_view rest = outer->body;
  const auto body = der::take(rest, der::sequence);
  const auto algorithm = der::take(rest, der::sequence);
  const auto signature = der::take(rest, der::bit_string);
  if (!body || !algorithm || !signature || !rest.empty()) return std::nullopt;
  return Signed{.whole = outer->whole,
                .body = body->body,
                .signed_part = body->whole,
                .algorithm = algorithm->whole,
                .signature = signature->body};
}

}  // namespace

std::optional<CertificateSlices> slice_certificate(std::string_view input) {
  auto outer = slice_signed(input);
  if (!outer) return std::nullopt;
  std::string_view& rest = outer->body;
  (void)der::take(rest, der::context_0);  // the version; absent in version 1
  const auto serial = der::take(rest, der::integer);
  const auto algorithm = der::take(rest, der::sequence);
  const auto issuer = der::take(rest, der::sequence);
  const auto validity = der::take(rest, der::sequence);
  const auto subject = der::take(rest, der::sequence);
  const auto public_key = der::take(rest, der::sequence);
  if (!serial || !algorithm || !issuer || !validity || !subject) return std::nullopt;
  if (!public_key || !is_public_key(*public_key)) return std::nullopt;

  std::string_view dates = validity->body;
  const auto not_before = der::take(dates);
  const auto not_after = der::take(dates);
  if (!not_before || !not_after) return std::nullopt;
  return CertificateSlices{.whole = outer->whole,
                           .serial = serial->body,
                           .issuer = issuer->whole,
                           .subject = subject->whole,
                           .public_key = public_key->whole,
                           .not_before = *not_before,
                           .not_after = *not_after,
                           .signed_part = outer->signed_part,
                           .algorithm = outer->algorithm,
                           .inner_algorithm = algorithm->whole,
                           .signature = outer->signature};
}

std::optional<RequestSlices> slice_request(std::string_view input) {
  auto outer = slice_signed(input);
  if (!outer) return std::nullopt;
  std::string_view& rest = outer->body;
  const auto version = der::take(rest, der::integer);
  const auto subject = der::take(rest, der::sequence);
  const auto public_key = der::take(rest, der::sequence);
  if (!version || !subject || !public_key || !is_public_key(*public_key)) return std::nullopt;
  return RequestSlices{
      .whole = outer->whole, .subject = subject->whole, .public_key = public_key->whole};
}

std::optional<std::string_view> slice_public_key(std::string_view input) {
  const auto element = der::take(input, der::sequence);
  if (!element || !is_public_key(*element)) return std::nullopt;
  return element->whole;
}

}  // namespace postseal
