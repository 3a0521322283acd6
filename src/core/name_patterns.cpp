// SPDX-License-Identifier: MIT
#include "core/name_patterns.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace postseal {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && lower(a) == lower(b);
}

// valid_star() of OpenSSL's v3_utl.c: "*.b.c" of letters, digits and hyphens.
bool has_asterisk(std::string_view pattern) {
  if (!pattern.starts_with("*.") || pattern.find('*', 1) != std::string_view::npos) return false;
  if (std::count(pattern.begin(), pattern.end(), '.') < 2) return false;
  bool at_start = true;
  char last = '.';
  for (const char c : pattern.substr(2)) {
    if (!is_alphanumeric(c) && c != '.' && c != '-') return false;
    if (at_start && !is_alphanumeric(c)) return false;
    if (c == '.' && last == '-') return false;
    at_start = c == '.';
    last = c;
  }
  return !at_start && last != '-';
}

// wildcard_match(): one label of the name, of letters, digits and hyphens, or a literal asterisk.
bool is_covered(std::string_view name, std::string_view pattern) {
  const std::string_view suffix = pattern.substr(1);
  if (name.size() <= suffix.size()) return false;
  const std::string_view label = name.substr(0, name.size() - suffix.size());
  if (!is_equal(name.substr(label.size()), suffix)) return false;
  if (label == "*") return true;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool has_nul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

}  // namespace

NameFit fit_by_library(std::string_view offered, std::string_view wanted) {
  if (wanted.size() > 1 && wanted.front() == '.') {
    if (offered.size() < wanted.size() || has_nul(offered)) return NameFit::no;
    const bool ends_so = is_equal(offered.substr(offered.size() - wanted.size()), wanted);
    return ends_so ? NameFit::below : NameFit::no;
  }
  if (has_asterisk(offered)) {
    if (is_equal(offered, wanted)) return NameFit::equal;
    return is_covered(wanted, offered) ? NameFit::wildcard : NameFit::no;
  }
  return is_equal(offered, wanted) && !has_nul(offered) ? NameFit::equal : NameFit::no;
}

NameFit fit_by_postfix(std::string_view offered, std::string_view wanted, bool span_labels) {
  // tls_dns_name() drops names with other characters than visible ones.
  const bool is_text =
      std::all_of(offered.begin(), offered.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (offered.empty() || !is_text) return NameFit::no;
  if (wanted.size() > 1 && wanted.front() == '.') {
    const bool ends_so = offered.size() > wanted.size() &&
                         is_equal(offered.substr(offered.size() - wanted.size()), wanted);
    return ends_so ? NameFit::below : NameFit::no;
  }
  if (is_equal(offered, wanted)) return NameFit::equal;
  const std::size_t dot = wanted.find('.');
  if (!offered.starts_with("*.") || offered.size() < 3 || dot == std::string_view::npos)
    return NameFit::no;
  const std::string_view suffix = offered.substr(1);
  std::string_view parent = wanted.substr(dot);
  if (suffix.size() > parent.size()) return NameFit::no;
  if (span_labels) parent.remove_prefix(parent.size() - suffix.size());
  return is_equal(parent, suffix) ? NameFit::wildcard : NameFit::no;
}

}  // namespace postseal
