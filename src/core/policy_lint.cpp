// SPDX-License-Identifier: MIT
#include "core/policy_lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/nearest.hpp"
#include "core/policy_attributes.hpp"
#include "core/policy_entry.hpp"
#include "core/policy_values.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct LevelRule {
  std::string_view name{};
  PostfixVersion since{};
};
constexpr std::array<LevelRule, 8> levels{{{"none", {2, 3, 0}},
                                           {"may", {2, 3, 0}},
                                           {"encrypt", {2, 3, 0}},
                                           {"fingerprint", {2, 5, 0}},
                                           {"dane", {2, 11, 0}},
                                           {"dane-only", {2, 11, 0}},
                                           {"verify", {2, 3, 0}},
                                           {"secure", {2, 3, 0}}}};

bool has_names(std::string_view level) { return level == "verify" || level == "secure"; }

// "192.0.2.1", "IPv6:2001:db8::1".
bool is_address(std::string_view host) {
  return host.find(':') != std::string_view::npos ||
         (!host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

// One entry, word by word, as tls_policy_lookup_one() of smtp(8) takes it.
class EntryLint {
 public:
  EntryLint(std::string_view key, const PolicyRules& rules)
      : key_(key), where_(fmt::format("{}: ", quoted_text(key))), rules_(rules) {}

  EntryLook run(std::string_view value) {
    PolicyWords words(value, rules_.version);
    const std::string_view level = words.next();
    if (read_level(level)) {
      while (true) {
        const std::string_view word = words.next();
        if (word.empty()) break;
        read_word(word);
      }
      look_back();
    }
    return std::move(look_);
  }

 private:
  [[nodiscard]] bool read_level(std::string_view word);
  void read_word(std::string_view word);
  void read_attribute(const PolicyWord& word, const AttributeRule& rule);
  void read_match(std::string_view value);
  void look_back();
  void look_at_names();
  void look_at_dane();

  void add(std::string_view id, Severity severity, const std::string& message, std::string hint) {
    if (look_.findings.size() >= most_findings_of_an_entry) return;
    look_.findings.push_back({.finding = {.id = std::string(id),
                                          .severity = severity,
                                          .message = where_ + message,
                                          .hint = std::move(hint)},
                              .urgency = severity == Severity::error     ? Urgency::broken
                                         : severity == Severity::warning ? Urgency::weak
                                                                         : Urgency::untidy});
  }
  // What makes the entry invalid as a whole.
  void invalid(std::string_view id, const std::string& message, std::string hint) {
    const bool defers = rules_.version >= policy_errors_since;
    add(id, defers ? Severity::error : Severity::warning, message, std::move(hint));
  }

  std::string_view key_;
  std::string where_;
  const PolicyRules& rules_;
  EntryLook look_{};
  std::string level_{};
  std::vector<std::string_view> patterns_{};  // of match
  bool has_match_ = false;
  bool has_empty_match_ = false;  // one of them
  bool has_tafile_ = false;
  bool has_policy_type_ = false;
  std::string_view needs_policy_type_{};  // the first attribute that does
  std::vector<std::string_view> seen_{};
};

bool EntryLint::read_level(std::string_view word) {
  level_ = lower(word);
  const auto rule = std::find_if(levels.begin(), levels.end(),
                                 [&](const LevelRule& one) { return one.name == level_; });
  if (rule != levels.end() && rules_.version >= rule->since) return true;
  if (rule != levels.end()) {
    invalid("policy-level-unknown",
            fmt::format("level {} is new in Postfix {}.{}; this is {}", quoted_text(word),
                        rule->since.major, rule->since.minor, text_of(rules_.version)),
            "use another level, or a later Postfix");
    return false;
  }
  const auto near = nearest(level_, policy_levels);
  invalid("policy-level-unknown",
          word.empty() ? "has no level" : fmt::format("{} is no level", quoted_text(word)),
          near ? fmt::format("did you mean {}?", *near)
               : fmt::format("the levels are {}", fmt::join(policy_levels, ", ")));
  return false;
}

void EntryLint::read_word(std::string_view text) {
  if (level_ == "none")
    return add("policy-attribute-misplaced", Severity::warning,
               fmt::format("{} has no effect at level none", quoted_text(text)),
               "remove it, or choose another level");
  const PolicyWord word = policy_word(text, rules_.version);
  if (!word.error.empty())
    return invalid("policy-attribute-malformed",
                   fmt::format("{} is no attribute: {}", quoted_text(text), word.error),
                   "write name=value, with no blank or comma in it: the elements of a list are "
                   "separated by colons");
  const AttributeRule* rule = find_attribute_rule(lower(word.name));
  if (rule == nullptr) {
    const auto near = nearest(lower(word.name), attribute_names());
    return invalid(
        "policy-attribute-unknown", fmt::format("{} is no attribute", quoted_text(word.name)),
        near ? fmt::format("did you mean {}?", *near)
             : fmt::format("the attributes are {}", fmt::join(policy_attribute_names, ", ")));
  }
  if (rules_.version < rule->since)
    return invalid("policy-attribute-unknown",
                   fmt::format("attribute {} is new in Postfix {}.{}; this is {}", rule->name,
                               rule->since.major, rule->since.minor, text_of(rules_.version)),
                   "remove it, or use a later Postfix");
  read_attribute(word, *rule);
}

void EntryLint::read_attribute(const PolicyWord& word, const AttributeRule& rule) {
  const bool is_repeated = std::find(seen_.begin(), seen_.end(), rule.name) != seen_.end();
  if (is_repeated && rule.once)
    return invalid("policy-attribute-repeated",
                   fmt::format("attribute {} is there more than once", rule.name),
                   "keep one of them");
  if (!is_repeated) seen_.push_back(rule.name);
  if (!is_allowed_at(rule.name, level_))
    return invalid("policy-attribute-misplaced",
                   fmt::format("attribute {} does not go with level {}", rule.name, level_),
                   rule.name == "match"
                       ? "use level secure, verify or fingerprint, or remove the attribute"
                       : "use level secure or verify, or remove the attribute");
  if (level_ == "may" && rules_.version < PostfixVersion{2, 6, 0})
    return invalid("policy-attribute-misplaced",
                   fmt::format("attribute {} goes with level may from Postfix 2.6 on", rule.name),
                   "use level encrypt, or remove the attribute");
  if (rule.name == "match") return read_match(word.value);
  if (rule.name == "tafile") {
    has_tafile_ = true;
    const bool has_room = look_.trust_anchors.size() < most_findings_of_an_entry;
    if (!word.value.empty() && has_room) look_.trust_anchors.emplace_back(word.value);
  }
  if (rule.name == "policy_type") has_policy_type_ = true;
  if (rule.needs_policy_type && needs_policy_type_.empty()) needs_policy_type_ = rule.name;
  const std::string wrong = rule.wrong(word.value, rules_.version);
  if (wrong.empty()) return;
  const std::string message = fmt::format("attribute {} {}", rule.name, wrong);
  // The handshake fails on some, in every version; the others make the entry invalid.
  if (rule.fails_handshake && !word.value.empty())
    return add(rule.id, Severity::error, message, std::string(rule.hint));
  invalid(rule.id, message, std::string(rule.hint));
}

void EntryLint::read_match(std::string_view value) {
  has_match_ = true;
  has_empty_match_ = has_empty_match_ || value.empty();
  const std::string_view separator = level_ == "fingerprint" ? "|" : ":";
  while (true) {
    const std::string_view pattern = take_element(value, separator);
    if (pattern.empty()) break;
    patterns_.push_back(pattern);
  }
}

// What can only be said once all words are known.
void EntryLint::look_back() {
  if (!needs_policy_type_.empty() && !has_policy_type_)
    invalid("policy-attribute-misplaced",
            fmt::format("attribute {} does not go without policy_type", needs_policy_type_),
            "add policy_type=sts, or remove it");
  const bool nothing = std::all_of(patterns_.begin(), patterns_.end(),
                                   [](std::string_view one) { return one == "."; });
  if (has_match_ && nothing)
    return add("policy-match-empty", Severity::error, "attribute match has nothing to match",
               "name what the certificate has to have, or remove the attribute");
  if (has_empty_match_)
    invalid("policy-match-empty", "attribute match is empty", "remove the one that names nothing");
  if (level_ == "fingerprint") {
    if (has_match_) {
      for (CheckFinding& one : lint_pins(patterns_, where_, rules_))
        look_.findings.push_back(std::move(one));
    } else if (rules_.pins.empty()) {
      add("policy-fingerprint-missing", Severity::error,
          fmt::format("level fingerprint without a fingerprint: neither match nor "
                      "{}_tls_fingerprint_cert_match has one",
                      rules_.program),
          "add match=FINGERPRINT: postseal fingerprint --format policy makes such a line");
    }
  }
  if (has_names(level_)) look_at_names();
  if (level_ == "dane" || level_ == "dane-only") look_at_dane();
}

// An address has to be in the certificate as such, and beside it nothing else is: a name made of
// the address by dot-nexthop never is (X509_check_ip, from Postfix 3.6 on; no address before).
void EntryLint::look_at_names() {
  look_.needs_cas = !has_tafile_ && !rules_.has_trust_anchors && !rules_.has_cas;
  if (!key_.starts_with('[')) return;
  if (!is_address(key_.substr(1, std::min(key_.find(']'), key_.size()) - 1))) return;
  std::vector<std::string_view> names = patterns_;
  std::string_view usual = level_ == "secure" ? rules_.secure_names : rules_.verify_names;
  while (!has_match_ && !usual.empty()) {
    const std::string_view name = take_element(usual, ", \t\r\n:");
    if (!name.empty()) names.push_back(name);
  }
  const bool is_old = rules_.version < PostfixVersion{3, 6, 0};
  const auto is_of_address = [&](std::string_view name) {
    const std::string folded = lower(name);
    return folded == "dot-nexthop" || folded == "nexthop" || folded == "hostname";
  };
  const bool has_dot = std::any_of(names.begin(), names.end(), [](std::string_view name) {
    return lower(name) == "dot-nexthop";
  });
  if (!std::all_of(names.begin(), names.end(), is_of_address) || (!is_old && !has_dot)) return;
  add("policy-secure-address", is_old ? Severity::warning : Severity::error,
      fmt::format("level {} with an address for a next hop: no certificate matches {}", level_,
                  fmt::join(names, ":")),
      "add match=NAME, with the host name that is in the certificate");
}

void EntryLint::look_at_dane() {
  if (rules_.has_dnssec) return;
  const bool is_only = level_ == "dane-only";
  add("policy-dane-without-dnssec", is_only ? Severity::error : Severity::warning,
      is_only ? "level dane-only while lookups are without DNSSEC: no mail goes out"
              : "level dane while lookups are without DNSSEC: Postfix does as at level may",
      "set smtp_dns_support_level = dnssec, with a resolver on this machine that validates");
}

}  // namespace

EntryLook lint_policy_entry(std::string_view key, std::string_view value,
                            const PolicyRules& rules) {
  return EntryLint(key, rules).run(value);
}

}  // namespace postseal
