// SPDX-License-Identifier: MIT
#include "core/openssl_reasons.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "core/text.hpp"

namespace postseal {
namespace {

constexpr int alert_offset = 1000;
constexpr std::size_t code_size = 8;
constexpr int system_library = 2;

// The libraries that have codes of the new layout: system 2, RSA 4, DH 5, EVP 6, PEM 9, X.509 11,
// ASN.1 13, CONF 14, CRYPTO 15, EC 16, SSL 20, BIO 32, X509V3 34, RAND 36, DSO 37, PROV 57,
// DECODER 60, STORE 44.
constexpr std::array libraries{
    system_library, 4, 5, 6, 9, 11, 13, 14, 15, 16, 20, 32, 34, 36, 37, 44, 57, 60};

struct Numbers {
  int library = 0;
  int number = 0;
};

// OpenSSL 3: a system error has the highest bit, others 8 bits of library and 23 of reason, of
// which five are flags. Before: 8 bits of library, 12 of function, 12 of reason (err.h).
Numbers numbers_of(std::uint32_t code) {
  if ((code >> 31U) != 0) return {system_library, static_cast<int>(code & 0x7FFFFFFFU)};
  const int library = static_cast<int>(code >> 23U);
  if ((code >> 12U & 0x3FU) == 0 &&
      std::find(libraries.begin(), libraries.end(), library) != libraries.end())
    return {library, static_cast<int>(code & 0xFFFU)};
  return {static_cast<int>(code >> 24U), static_cast<int>(code & 0xFFFU)};
}

std::optional<std::uint32_t> code_at(std::string_view text) {
  std::uint32_t code = 0;
  if (text.size() < code_size) return std::nullopt;
  if (text.size() > code_size && text[code_size] != ':' && text[code_size] != ' ')
    return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + code_size, code, 16);
  if (error != std::errc{} || end != text.data() + code_size) return std::nullopt;
  return code;
}

std::string_view field_of(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(':'), rest.size());
  const std::string_view field = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

OpensslError read_error(std::string_view text, std::uint32_t code) {
  const Numbers numbers = numbers_of(code);
  OpensslError out{
      .code = text.substr(0, code_size), .library = numbers.library, .number = numbers.number};
  std::string_view rest = text.substr(code_size);
  if (!rest.starts_with(':')) return out;
  rest.remove_prefix(1);
  out.library_words = field_of(rest);
  out.function = field_of(rest);
  out.reason_words = field_of(rest);
  (void)field_of(rest);  // the file and the line of OpenSSL's source
  (void)field_of(rest);
  while (rest.ends_with(':') || rest.ends_with(' ')) rest.remove_suffix(1);
  out.data = rest;
  return out;
}

template <typename Row>
const Row* with_number(std::span<const Row> rows, int number) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [number](const Row& row) { return row.number == number; });
  return found == rows.end() ? nullptr : &*found;
}

template <typename Row>
const Row* with_words(std::span<const Row> rows, std::string_view words) {
  const std::string wanted = lower(words);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&wanted](const Row& row) { return lower(row.words) == wanted; });
  return found == rows.end() || wanted.empty() ? nullptr : &*found;
}

}  // namespace

std::optional<OpensslError> find_openssl_error(std::string_view text) {
  constexpr std::string_view mark = "error:";
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at)) {
    at += mark.size();
    if (const auto code = code_at(text.substr(at))) return read_error(text.substr(at), *code);
  }
  // The code alone, as people look it up.
  if (text.size() == code_size && text.front() != '-')
    if (const auto code = code_at(text)) return read_error(text, *code);
  return std::nullopt;
}

// Reasons of library 0 may come from any (ERR_R_* of err.h), but for the numbers of errno.
const OpensslReason* reason_of(const OpensslError& error) {
  for (const auto& table : {openssl_reasons_of_handshakes(), openssl_reasons_of_files()})
    for (const OpensslReason& row : table) {
      const bool anywhere = row.library == 0 && error.library != system_library;
      if (row.number == error.number && (row.library == error.library || anywhere)) return &row;
    }
  for (const auto& table : {openssl_reasons_of_handshakes(), openssl_reasons_of_files()})
    if (const OpensslReason* row = with_words(table, error.reason_words)) return row;
  return nullptr;
}

const TlsAlert* find_alert(int number) { return with_number(tls_alerts(), number); }
const TlsAlert* find_alert(std::string_view words) { return with_words(tls_alerts(), words); }
const VerifyError* find_verify_error(int number) { return with_number(verify_errors(), number); }
const VerifyError* find_verify_error(std::string_view words) {
  return with_words(verify_errors(), words);
}

const TlsAlert* alert_of(const OpensslError& error) {
  constexpr int ssl = 20;
  if (error.library != ssl || error.number < alert_offset) return nullptr;
  return find_alert(error.number - alert_offset);
}

}  // namespace postseal
