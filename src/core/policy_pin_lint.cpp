// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "core/policy_lint.hpp"
#include "core/policy_pins.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

std::string made_by(const PinLook& look) {
  return look.fits ? fmt::format("{} bytes, as {} makes", look.size, name_of(*look.fits))
                   : fmt::format("{} bytes", look.size);
}

std::string make_it_anew(const PolicyRules& rules) {
  return fmt::format(
      "make it anew: postseal fingerprint --digest {} SOURCE",
      rules.digest ? std::string(name_of(*rules.digest)) : escaped(rules.digest_name));
}

// A way out for all entries at once, where all of them were made with one other digest.
std::string length_hint(const PinLook& look, const PolicyRules& rules) {
  if (!look.fits) return make_it_anew(rules);
  return fmt::format("{}; or, where all of them are {}, set {}_tls_fingerprint_digest = {}",
                     make_it_anew(rules), name_of(*look.fits), rules.program, name_of(*look.fits));
}

Finding finding_of(std::string_view pin, const PinLook& look, const PolicyRules& rules) {
  switch (look.verdict) {
    case PinVerdict::usable:
      break;
    case PinVerdict::malformed:
      return {.id = "policy-digest-malformed",
              .message = fmt::format("{} is no fingerprint: it has other characters than pairs of "
                                     "hexadecimal digits with colons between them",
                                     quoted_text(pin)),
              .hint = make_it_anew(rules)};
    case PinVerdict::colonless:
      return {.id = "policy-digest-colons",
              .message = fmt::format("{} has no colons, which Postfix {} wants after each byte",
                                     quoted_text(pin), text_of(rules.version)),
              .hint = "write AA:BB:CC, as postseal fingerprint does"};
    case PinVerdict::wrong_length:
      return {.id = "policy-digest-length",
              .message = fmt::format("{} has {}; {}_tls_fingerprint_digest is {}, which makes {}",
                                     quoted_text(pin), made_by(look), rules.program,
                                     escaped(rules.digest_name), size_of(*rules.digest)),
              .hint = length_hint(look, rules)};
    case PinVerdict::of_nothing:
      return {.id = "pin-of-nothing",
              .message = fmt::format("{} is the {} of no bytes at all: what made it had read "
                                     "nothing, and no certificate has it",
                                     quoted_text(pin), look.fits ? name_of(*look.fits) : "digest"),
              .hint = make_it_anew(rules)};
  }
  return {};
}

}  // namespace

std::vector<CheckFinding> lint_pins(const std::vector<std::string_view>& pins,
                                    std::string_view where, const PolicyRules& rules) {
  std::vector<CheckFinding> found;
  std::size_t useless = 0;
  for (const std::string_view pin : pins) {
    const PinLook look = look_at_pin(pin, rules.digest, rules.version);
    if (look.verdict == PinVerdict::usable) continue;
    if (++useless > most_findings_of_an_entry) continue;
    CheckFinding one{.finding = finding_of(pin, look, rules)};
    one.finding.message.insert(0, where);
    found.push_back(std::move(one));
  }
  // One that can match is enough.
  const bool none_usable = useless == pins.size();
  for (CheckFinding& one : found) {
    one.finding.severity = none_usable ? Severity::error : Severity::warning;
    one.urgency = none_usable ? Urgency::broken : Urgency::untidy;
  }
  return found;
}

}  // namespace postseal
