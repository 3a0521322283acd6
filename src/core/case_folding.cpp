// SPDX-License-Identifier: MIT
#include "core/case_folding.hpp"

#include <algorithm>

#include "core/case_folding_rows.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The character at the front of TEXT, which is UTF-8 and loses it.
std::uint32_t take_character(std::string_view& text) {
  const std::uint32_t lead = byte_of(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  std::uint32_t code = size == 1 ? lead : lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) code = code << 6U | (byte_of(text[i]) & 0x3FU);
  text.remove_prefix(size);
  return code;
}

void append(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0U | code >> 6U);
  } else {
    if (code < 0x10000) {
      add(0xE0U | code >> 12U);
    } else {
      add(0xF0U | code >> 18U);
      add(0x80U | (code >> 12U & 0x3FU));
    }
    add(0x80U | (code >> 6U & 0x3FU));
  }
  add(0x80U | (code & 0x3FU));
}

std::uint32_t folded(std::uint32_t code) {
  const auto after =
      std::upper_bound(folding_rows.begin(), folding_rows.end(), code,
                       [](std::uint32_t one, const FoldingRow& row) { return one < row.first; });
  if (after == folding_rows.begin()) return code;
  const FoldingRow& row = *std::prev(after);
  const bool is_in = code <= row.last && (code - row.first) % row.step == 0;
  return is_in ? code + static_cast<std::uint32_t>(row.distance) : code;
}

void append_folded(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += lower_ascii(static_cast<char>(code));
    return;
  }
  const auto found = std::lower_bound(
      long_foldings.begin(), long_foldings.end(), code,
      [](const LongFolding& one, std::uint32_t wanted) { return one.code < wanted; });
  if (found == long_foldings.end() || found->code != code) return append(text, folded(code));
  for (const std::uint32_t one : found->folded)
    if (one != 0) append(text, one);
}

}  // namespace

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all = static_cast<unsigned char>(all | byte_of(c));
  return all < 0x80;
}

bool is_utf8(std::string_view text) { return is_ascii(text) || utf8_of(text) == text; }

std::string folded_key(std::string_view key, KeyCase by) {
  if (by == KeyCase::ascii || is_ascii(key) || !is_utf8(key)) return lower(key);
  std::string text;
  while (!key.empty()) append_folded(text, take_character(key));
  return text;
}

std::uint64_t hash_of_key(std::string_view key, KeyCase by) {
  if (by == KeyCase::unicode && !is_ascii(key))
    return hash_of_key(folded_key(key, by), KeyCase::ascii);
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : key) hash = (hash ^ byte_of(lower_ascii(c))) * 0x100000001B3U;
  // Its low bits alone are not mixed well enough for a table.
  hash ^= hash >> 32U;
  hash *= 0x9E3779B97F4A7C15U;
  return hash ^ hash >> 29U;
}

}  // namespace postseal
