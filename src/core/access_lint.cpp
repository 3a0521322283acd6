// SPDX-License-Identifier: MIT
#include "core/access_lint.hpp"

#include <fmt/format.h>

#include "core/policy_pins.hpp"
#include "core/policy_table_lint.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"
#include "core/text_table.hpp"

namespace postseal {
namespace {

std::string make_it_anew(const AccessRules& rules) {
  return fmt::format("make it anew: postseal fingerprint --format access --digest {} SOURCE",
                     escaped(rules.digest_name));
}

std::optional<Finding> finding_of(std::string_view key, const AccessRules& rules) {
  const PinLook look = look_at_access_key(key, rules.digest);
  const std::string what = fmt::format("{}: {}", rules.parameter, quoted_text(key));
  switch (look.verdict) {
    case PinVerdict::usable:
      return std::nullopt;
    case PinVerdict::malformed:
      return Finding{.id = "access-digest-malformed",
                     .message = what + " is no fingerprint, and nothing else is looked for",
                     .hint = make_it_anew(rules)};
    case PinVerdict::colonless:
      return Finding{.id = "access-digest-malformed",
                     .message = what + " has no colons; what is looked for has them",
                     .hint = "write AA:BB:CC, as postseal fingerprint does"};
    case PinVerdict::wrong_length:
      return Finding{
          .id = "access-digest-length",
          .message = fmt::format("{} has {} bytes{}; smtpd_tls_fingerprint_digest is {}, which "
                                 "makes {}",
                                 what, look.size,
                                 look.fits ? fmt::format(", as {} makes", name_of(*look.fits)) : "",
                                 escaped(rules.digest_name), size_of(*rules.digest)),
          .hint = make_it_anew(rules)};
    case PinVerdict::of_nothing:
      return Finding{.id = "pin-of-nothing",
                     .message = what +
                                " is the digest of no bytes at all: what made it had read "
                                "nothing, and no certificate has it",
                     .hint = make_it_anew(rules)};
  }
  return std::nullopt;
}

}  // namespace

std::vector<CheckFinding> lint_access_source(const std::string& subject, std::string_view text,
                                             const AccessRules& rules) {
  FindingsOfTable found;
  for_each_line(pieces_of(text), KeyCase::unicode, [&](const TableLine& line) {
    auto finding = finding_of(line.key, rules);
    if (!finding) return;
    finding->severity = Severity::warning;
    finding->subject = subject;
    finding->line = line.line;
    found.add({.finding = std::move(*finding), .urgency = Urgency::broken});
  });
  return found.take();
}

std::vector<std::string> ccert_tables_in(std::string_view restrictions) {
  std::vector<std::string> tables;
  bool is_next = false;
  while (true) {
    const std::string_view word = take_braced_word(restrictions);
    if (word.empty()) return tables;
    if (is_next) {
      // "{ type:name, { search_order = cert_fingerprint } }" from Postfix 3.5 on.
      std::string_view inside = word;
      if (word.starts_with('{') && word.ends_with('}')) inside = word.substr(1, word.size() - 2);
      tables.emplace_back(take_braced_word(inside));
    }
    is_next = lower(word) == "check_ccert_access";
  }
}

}  // namespace postseal
