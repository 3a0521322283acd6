// SPDX-License-Identifier: MIT
#include "core/sni_table.hpp"

#include <algorithm>
#include <utility>

#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Splits at commas and blanks, but not inside braces, which are kept.
std::vector<std::string> elements_with_braces(std::string_view text) {
  std::vector<std::string> found;
  std::string next;
  int depth = 0;
  for (const char c : text) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    const bool separates = c == ',' || config_blanks.find(c) != std::string_view::npos;
    if (!separates || depth > 0)
      next += c;
    else if (!next.empty())
      found.push_back(std::exchange(next, {}));
  }
  if (!next.empty()) found.push_back(std::move(next));
  return found;
}

std::string_view without_braces(std::string_view text) {
  if (text.starts_with('{') && text.ends_with('}') && text.size() > 1)
    text = text.substr(1, text.size() - 2);
  return trimmed(text);
}

SniEntry entry_of(std::string_view name, std::string_view files, int line) {
  return {.name = lower(trimmed(name)), .files = list_elements(files), .line = line};
}

// "{ a.example.com=/a.pem, { b.example.com = /b.key, /b.pem } }" (inline_table(5)).
std::vector<SniEntry> inline_entries(std::string_view source) {
  std::vector<SniEntry> entries;
  for (const std::string& element : elements_with_braces(without_braces(source))) {
    const std::string_view text = without_braces(element);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    entries.push_back(entry_of(text.substr(0, equals), text.substr(equals + 1), 0));
  }
  return entries;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::vector<SniTable> sni_tables(std::string_view value) {
  std::vector<SniTable> tables;
  for (const std::string& element : elements_with_braces(value)) {
    std::string_view rest = element;
    if (rest.starts_with("proxy:")) rest.remove_prefix(6);
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) continue;
    tables.push_back({.type = std::string(rest.substr(0, colon)),
                      .source = std::string(rest.substr(colon + 1))});
  }
  return tables;
}

std::vector<SniEntry> sni_entries(const SniTable& table, std::string_view text) {
  if (table.type == "inline") return inline_entries(table.source);
  std::vector<SniEntry> entries;
  for (const LogicalLine& line : logical_lines(text).lines) {
    if (entries.size() == most_sni_entries) break;
    const std::size_t end = line.text.find_first_of(config_blanks);
    const std::string_view all = line.text;
    entries.push_back(entry_of(all.substr(0, end),
                               end == std::string_view::npos ? "" : all.substr(end), line.line));
  }
  return entries;
}

std::string_view why_never_asked(std::string_view name) {
  if (name.starts_with("*"))
    return "a wildcard is looked up as it stands: \".example.com\" is for every name below";
  if (name.find(':') != std::string_view::npos)
    return "clients send names, without a port, and never an address";
  if (name.find('@') != std::string_view::npos) return "clients send host names, no addresses";
  if (name.ends_with('.')) return "clients send it without the dot at its end";
  if (name.find_first_not_of("0123456789.") == std::string_view::npos)
    return "clients never send an address";
  if (!std::all_of(name.begin(), name.end(), is_host_character))
    return "it is no host name as clients send it; others than ASCII ones as \"xn--...\"";
  return {};
}

}  // namespace postseal
