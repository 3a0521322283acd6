// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// One "-----BEGIN LABEL-----" block of a text. Borrowed from the text.
struct PemBlock {
  std::string_view label{};  // "CERTIFICATE"
  std::string_view body{};   // the lines in between
  std::size_t line = 0;      // of the BEGIN line, from 1
  bool closed = false;       // an END line with the same label follows
};

// The PEM blocks of a text, in order, whatever stands around them (RFC 7468, section 2): CRLF, a
// byte order mark, "Bag Attributes" and comments are passed over at the speed of memchr.
class PemReader {
 public:
  explicit PemReader(std::string_view text) : text_(text) {}

  [[nodiscard]] std::optional<PemBlock> next();

 private:
  [[nodiscard]] std::optional<std::size_t> next_begin();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;  // lines are counted up to here
  std::size_t line_ = 1;
};

// The bytes of a block; headers before an empty line (RFC 1421) are passed over. nullopt: not
// closed, or not base64. Not for private keys: the result is not wiped.
[[nodiscard]] std::optional<std::string> bytes_of(const PemBlock& block);

}  // namespace postseal
