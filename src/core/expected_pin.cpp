// SPDX-License-Identifier: MIT
#include "core/expected_pin.hpp"

#include <algorithm>

#include "core/base64.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<std::string> bytes_of_hex(std::string_view text) {
  std::string digits;
  for (const char c : lower(text)) {
    if (c == ':' || c == '-' || c == ' ') continue;
    if (digit_value(c) < 0) return std::nullopt;
    digits += c;
  }
  if (digits.empty() || digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(digit_value(digits[i]) * 16 + digit_value(digits[i + 1]));
  return bytes;
}

std::optional<ExpectedPin> by_length(std::string bytes) {
  for (const Digest digest : all_digests)
    if (size_of(digest) == bytes.size())
      return ExpectedPin{.digest = digest, .bytes = std::move(bytes)};
  return std::nullopt;
}

// "SHA256:...", "sha256//..." and "SHA256 Fingerprint=..." without what comes before the value.
std::string_view without_name(std::string_view text) {
  const std::string folded = lower(text);
  for (const std::string_view name :
       {"sha256 fingerprint=", "sha1 fingerprint=", "md5 fingerprint=", "pin-sha256=", "match=",
        "sha512", "sha384", "sha256", "sha1", "md5"}) {
    if (!folded.starts_with(name)) continue;
    text.remove_prefix(name.size());
    text.remove_prefix(std::min(text.find_first_not_of(":=/ \""), text.size()));
    return text.substr(0, text.find('"'));
  }
  if (folded.starts_with("3 1 1 ")) text.remove_prefix(6);
  return text;
}

}  // namespace

std::optional<ExpectedPin> parse_expected_pin(std::string_view text) {
  const std::string_view value = without_name(text);
  if (auto bytes = bytes_of_hex(value))
    if (auto pin = by_length(std::move(*bytes))) return pin;
  std::string padded(value);
  while (padded.size() % 4 != 0) padded += '=';
  const auto bytes = parse_base64(padded);
  return bytes ? by_length(*bytes) : std::nullopt;
}

std::string bare_pin(std::string_view pin) {
  const auto bytes = bytes_of_hex(pin);
  return bytes ? lower(upper_hex(*bytes)) : "";
}

}  // namespace postseal
