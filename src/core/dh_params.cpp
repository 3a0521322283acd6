// SPDX-License-Identifier: MIT
#include "core/dh_params.hpp"

#include <fmt/format.h>

#include <bit>
#include <optional>
#include <vector>

#include "core/der.hpp"
#include "core/error.hpp"
#include "core/file_look.hpp"
#include "core/pem.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view pkcs3_label = "DH PARAMETERS";
constexpr std::string_view x942_label = "X9.42 DH PARAMETERS";

// OpenSSL reads privateValueLength into 32 bits; a longer third number is X9.42's q.
constexpr std::size_t longest_exponent_length = 4;

[[noreturn]] void missing(const std::string& subject, std::string message) {
  throw Error(Fault::input, {.id = "dh-missing",
                             .subject = subject,
                             .message = std::move(message),
                             .hint = "postseal dh new makes such a file"});
}

[[noreturn]] void damaged(const std::string& subject, std::string_view why) {
  throw Error(Fault::input,
              {.id = "dh-damaged",
               .subject = subject,
               .message = fmt::format("the DH parameters in it cannot be read: {}", why),
               .hint = "postseal dh new --force replaces it"});
}

// A positive INTEGER without its leading zeros.
std::string magnitude(std::string_view body, const std::string& subject) {
  if (!body.empty() && (static_cast<unsigned char>(body.front()) & 0x80) != 0)
    damaged(subject, "one of the numbers is negative");
  const std::size_t start = body.find_first_not_of('\0');
  return start == std::string_view::npos ? std::string() : std::string(body.substr(start));
}

// The first integers of a SEQUENCE, up to three; nullopt: it is none.
std::optional<std::vector<std::string_view>> integers_of(std::string_view bytes) {
  const auto sequence = der::take(bytes, der::sequence);
  if (!sequence) return std::nullopt;
  std::vector<std::string_view> numbers;
  std::string_view body = sequence->body;
  while (numbers.size() < 3) {
    const auto number = der::take(body, der::integer);
    if (!number) break;
    numbers.push_back(number->body);
  }
  return numbers;
}

std::uint32_t small_number(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

// PKCS#3: p, g and perhaps privateValueLength. X9.42: p, g, q (RFC 3279, section 2.3.3).
DhParams decoded(std::string_view bytes, const std::string& subject) {
  const auto numbers = integers_of(bytes);
  if (!numbers) damaged(subject, "not a DER sequence");
  if (numbers->size() < 2) damaged(subject, "prime and generator are not both there");
  DhParams params{.p = magnitude(numbers->at(0), subject), .g = magnitude(numbers->at(1), subject)};
  if (numbers->size() < 3) return params;
  const std::string third = magnitude(numbers->at(2), subject);
  if (third.size() > longest_exponent_length) {
    params.form = DhForm::x942;
    params.q = third;
  } else {
    params.exponent_bits = small_number(third);
  }
  return params;
}

DhParams from_block(const PemBlock& block, const std::string& subject) {
  const auto bytes = bytes_of(block);
  if (!bytes) damaged(subject, "the PEM block is not closed, or is not base64");
  DhParams params = decoded(*bytes, subject);
  params.label_fits = (params.form == DhForm::x942) == (block.label == x942_label);
  return params;
}

DhParams from_der(std::string_view bytes, const std::string& subject) {
  const auto numbers = integers_of(bytes);
  if (!numbers) throw Error(Fault::input, look_of(subject, bytes));
  if (numbers->size() < 2) missing(subject, "DER of something else");
  if (small_number(numbers->at(0).substr(0, 4)) <= 1)
    missing(subject, "DER of something else: it starts with a version number");
  DhParams params = decoded(bytes, subject);
  params.encoding = DhEncoding::der;
  return params;
}

}  // namespace

DhParams read_dh_params(std::string_view bytes, const std::string& subject) {
  PemReader reader(bytes);
  std::string first_label;
  while (const auto block = reader.next()) {
    if (block->label == pkcs3_label || block->label == x942_label) {
      DhParams params = from_block(*block, subject);
      params.block_before = first_label;
      return params;
    }
    if (first_label.empty()) first_label = escaped(block->label);
  }
  if (!first_label.empty())
    missing(subject,
            fmt::format("no DH parameters in it; the first PEM block is \"{}\"", first_label));
  return from_der(bytes, subject);
}

int bit_length(std::string_view number) {
  if (number.empty()) return 0;
  const auto top = static_cast<unsigned char>(number.front());
  return static_cast<int>(number.size() - 1) * 8 + std::bit_width(top);
}

}  // namespace postseal
