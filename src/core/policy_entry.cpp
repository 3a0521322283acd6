// SPDX-License-Identifier: MIT
#include "core/policy_entry.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view separators = ", \t\r\n";

// Names are separated by colons; fingerprints have colons of their own.
char match_separator(std::string_view level) { return level == "fingerprint" ? '|' : ':'; }

// The length of the word at the head of TEXT; one in braces ends with the brace that closes it.
std::size_t word_size(std::string_view text) {
  if (text.front() != '{') return std::min(text.find_first_of(separators), text.size());
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return text.size();
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(separators); at != std::string_view::npos;) {
    text.remove_prefix(at);
    const std::size_t size = word_size(text);
    words.push_back(text.substr(0, size));
    text.remove_prefix(size);
    at = text.find_first_not_of(separators);
  }
  return words;
}

PolicyAttribute attribute_of(std::string_view word) {
  const bool in_braces = word.size() > 1 && word.front() == '{' && word.back() == '}';
  const std::string_view text = in_braces ? trimmed(word.substr(1, word.size() - 2)) : word;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {.name = std::string(word)};
  const std::string_view name = text.substr(0, equals);
  const std::string_view value = text.substr(equals + 1);
  return {.name = lower(in_braces ? trimmed(name) : name),
          .value = std::string(in_braces ? trimmed(value) : value)};
}

// Postfix skips empty patterns; only a value of nothing else stays, since it is an error there.
std::vector<PolicyAttribute> patterns_of(const PolicyAttribute& match, char separator) {
  std::vector<PolicyAttribute> patterns;
  std::string_view rest = match.value ? std::string_view(*match.value) : std::string_view();
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.find(separator), rest.size());
    if (size > 0) patterns.push_back({match.name, std::string(rest.substr(0, size))});
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  if (patterns.empty()) patterns.push_back(match);
  return patterns;
}

bool is_match(const PolicyAttribute& attribute) { return attribute.name == "match"; }

std::string text_of(const PolicyAttribute& attribute) {
  if (!attribute.value) return attribute.name;
  if (is_plain_policy_value(*attribute.value)) return attribute.name + "=" + *attribute.value;
  return "{ " + attribute.name + " = " + *attribute.value + " }";
}

// All there is to match, where MATCH, the first of them, stands.
PolicyAttribute joined(const PolicyEntry& entry) {
  PolicyAttribute all{.name = "match", .value = ""};
  for (const PolicyAttribute& attribute : entry.attributes) {
    if (!is_match(attribute) || !attribute.value || attribute.value->empty()) continue;
    if (!all.value->empty()) *all.value += match_separator(entry.level);
    *all.value += *attribute.value;
  }
  return all;
}

}  // namespace

bool is_allowed_at(std::string_view attribute, std::string_view level) {
  const bool has_names = level == "verify" || level == "secure";
  if (attribute == "match") return has_names || level == "fingerprint";
  if (attribute == "tafile") return has_names;
  return level != "none";
}

PolicyEntry parse_policy_entry(std::string_view key, std::string_view value) {
  PolicyEntry entry{.key = std::string(key)};
  const std::vector<std::string_view> words = words_of(value);
  if (words.empty()) return entry;
  entry.level = std::string(words.front());
  for (std::size_t i = 1; i < words.size(); ++i) entry.attributes.push_back(attribute_of(words[i]));
  return by_meaning(entry);
}

PolicyEntry by_meaning(const PolicyEntry& entry) {
  PolicyEntry made{.key = entry.key, .level = lower(entry.level)};
  std::vector<PolicyAttribute> patterns;
  std::ptrdiff_t first = 0;  // where the patterns go
  for (PolicyAttribute attribute : entry.attributes) {
    if (attribute.value) attribute.name = lower(attribute.name);
    if (!attribute.value || !is_match(attribute)) {
      made.attributes.push_back(std::move(attribute));
      continue;
    }
    if (patterns.empty()) first = std::ssize(made.attributes);
    for (PolicyAttribute& one : patterns_of(attribute, match_separator(made.level)))
      patterns.push_back(std::move(one));
  }
  made.attributes.insert(made.attributes.begin() + first, std::make_move_iterator(patterns.begin()),
                         std::make_move_iterator(patterns.end()));
  return made;
}

std::string value_text(const PolicyEntry& entry) {
  std::string text = entry.level;
  bool has_match = false;
  for (const PolicyAttribute& attribute : entry.attributes) {
    const bool is_one = is_match(attribute) && attribute.value;
    if (is_one && has_match) continue;
    has_match = has_match || is_one;
    text += " " + text_of(is_one ? joined(entry) : attribute);
  }
  return text;
}

bool says_the_same(const PolicyEntry& a, const PolicyEntry& b) {
  PolicyEntry first = by_meaning(a);
  PolicyEntry second = by_meaning(b);
  return first.level == second.level && first.attributes == second.attributes;
}

bool is_plain_policy_value(std::string_view value) {
  return !value.starts_with('{') && std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7f || c == ',';
  });
}

}  // namespace postseal
