// SPDX-License-Identifier: MIT
#include "core/policy_pins.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace postseal {
namespace {

// Postfix decodes fingerprints since then, and compares text before.
constexpr PostfixVersion decodes_since{3, 6, 0};

// Of no bytes (RFC 1321, A.5; RFC 3174; FIPS 180-4), as all_digests has them.
constexpr std::array<std::string_view, 5> of_no_bytes{
    "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
    "274edebfe76f65fbd51ad2f14898b95b",
    "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
    "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"};

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

struct Digits {
  std::string text{};  // without the colons
  std::size_t colons = 0;
};

// Pairs of digits, with or without a colon between two of them (hex_decode_opt(3)).
std::optional<Digits> digits_of(std::string_view pin) {
  Digits digits;
  while (!pin.empty()) {
    if (pin.size() < 2 || !is_hex(pin[0]) || !is_hex(pin[1])) return std::nullopt;
    digits.text += pin.substr(0, 2);
    pin.remove_prefix(2);
    if (pin.size() > 2 && pin[0] == ':') {
      pin.remove_prefix(1);
      ++digits.colons;
    }
  }
  if (digits.text.empty()) return std::nullopt;
  return digits;
}

std::optional<Digest> digest_of_size(std::size_t size) {
  for (const Digest digest : all_digests)
    if (size_of(digest) == size) return digest;
  return std::nullopt;
}

PinLook look(std::string_view pin, std::optional<Digest> digest, bool needs_colons) {
  const auto digits = digits_of(pin);
  if (!digits) return {.verdict = PinVerdict::malformed};
  const std::size_t size = digits->text.size() / 2;
  PinLook found{.size = size, .fits = digest_of_size(size)};
  const bool is_of_nothing =
      std::find(of_no_bytes.begin(), of_no_bytes.end(), lower(digits->text)) != of_no_bytes.end();
  if (is_of_nothing)
    found.verdict = PinVerdict::of_nothing;
  else if (digest && size_of(*digest) != size)
    found.verdict = PinVerdict::wrong_length;
  else if (needs_colons && digits->colons + 1 != size)
    found.verdict = PinVerdict::colonless;
  return found;
}

}  // namespace

PinLook look_at_pin(std::string_view pin, std::optional<Digest> digest,
                    const PostfixVersion& version) {
  return look(pin, digest, version < decodes_since);
}

PinLook look_at_access_key(std::string_view key, std::optional<Digest> digest) {
  return look(key, digest, true);
}

}  // namespace postseal
