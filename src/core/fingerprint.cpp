// SPDX-License-Identifier: MIT
#include "core/fingerprint.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>
#include <unordered_set>

#include "core/base64.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace postseal {

namespace {

// Of a fingerprint as we write it: two digits a byte, and a colon after each but the last.
std::string bytes_of(std::string_view fingerprint) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < fingerprint.size(); at += 3) {
    unsigned byte = 0;
    std::from_chars(fingerprint.data() + at, fingerprint.data() + at + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string title_of(const Print& print) {
  if (print.kind == PrintKind::key) return "key";
  std::string title = print.subject.empty() ? "no subject" : print.subject;
  if (print.kind == PrintKind::request) title += " (request)";
  if (print.not_after) title += fmt::format(", until {}", date_of(*print.not_after));
  return title;
}

}  // namespace

std::string text_of(const std::vector<Print>& prints, Digest digest) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  for (const Print& print : prints) {
    text.append(escaped(print.source));
    if (print.index > 0) fmt::format_to(out, " [{}]", print.index);
    fmt::format_to(out, ": {}\n", title_of(print));
    if (!print.certificate.empty())
      fmt::format_to(out, "  certificate {} {}\n", name_of(digest), print.certificate);
    if (!print.public_key.empty())
      fmt::format_to(out, "  public key  {} {}\n", name_of(digest), print.public_key);
  }
  return fmt::to_string(text);
}

Json json_of(const std::vector<Print>& prints, Digest digest) {
  Json items = Json::array();
  for (const Print& print : prints)
    items.push_back({{"source", utf8_of(print.source)},
                     {"index", print.index},
                     {"subject", print.kind == PrintKind::key ? Json() : Json(print.subject)},
                     {"digest", name_of(digest)},
                     {"certificate", or_null(print.certificate)},
                     {"public_key", or_null(print.public_key)},
                     {"not_after", print.not_after ? Json(rfc3339(*print.not_after)) : Json()}});
  return {{"items", std::move(items)}};
}

std::vector<std::string> fingerprints_of(const std::vector<Print>& prints) {
  std::vector<std::string> found;
  std::unordered_set<std::string_view> seen;
  for (const Print& print : prints)
    for (const std::string* each : {&print.certificate, &print.public_key})
      if (!each->empty() && seen.insert(*each).second) found.push_back(*each);
  return found;
}

std::string policy_line(std::string_view nexthop, const std::vector<std::string>& fingerprints) {
  std::string line = fmt::format("{} fingerprint", nexthop);
  for (const std::string& fingerprint : fingerprints) line += " match=" + fingerprint;
  return line;
}

std::string access_line(std::string_view fingerprint) { return fmt::format("{} OK", fingerprint); }

std::string tlsa_data(std::string_view fingerprint) {
  return "3 1 1 " + upper_hex(bytes_of(fingerprint));
}

std::string base64_pin(std::string_view fingerprint) { return base64(bytes_of(fingerprint)); }

}  // namespace postseal
