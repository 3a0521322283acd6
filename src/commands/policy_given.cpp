// SPDX-License-Identifier: MIT
#include "commands/policy_given.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/check_policy_files.hpp"
#include "commands/policy_inline.hpp"
#include "core/error.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_rules.hpp"
#include "core/policy_table.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

void require_reachable(Context& context, const std::string& key) {
  const KeyProblem problem = problem_of_key(key, context.version());
  if (problem.why.empty()) return;
  throw Error(Fault::usage, {.id = "policy-key-unreachable",
                             .subject = quoted_text(key),
                             .message = fmt::format("{}: it is never looked for", problem.why),
                             .hint = problem.hint});
}

// Words that the table would hold as other words: a level with a blank in it, say.
void require_same_words(const PolicyEntry& entry) {
  const PolicyEntry meant = by_meaning(entry);
  if (parse_policy_entry(entry.key, value_text(meant)) == meant) return;
  throw Error(Fault::usage, {.id = "policy-entry-invalid",
                             .subject = quoted_text(entry.key),
                             .message = fmt::format("{} would be read as something else",
                                                    quoted_text(value_text(meant))),
                             .hint = "give the level and each attribute as a word of its own"});
}

void require_plain_values(Context& context, const PolicyEntry& entry) {
  if (context.version() >= PostfixVersion{3, 10, 0}) return;
  for (const PolicyAttribute& one : entry.attributes) {
    if (is_plain_policy_value(*one.value)) continue;
    throw Error(
        Fault::usage,
        {.id = "policy-attribute-malformed",
         .subject = quoted_text(fmt::format("{}={}", one.name, *one.value)),
         .message = fmt::format("blanks, commas and braces in a value are new in Postfix 3.10; "
                                "this is {}",
                                text_of(context.version())),
         .hint = "the elements of a list are separated by colons, as in exclude=RC4:aNULL"});
  }
}

// The transport that most mail is sent by; null: there is none, and main.cf alone decides.
const Service* usual_client(const CheckedConfig& config) {
  return config.master_cf.find("smtp/unix");
}

bool has_entry(const SourceSeen& source, const std::string& key) {
  return parse_policy_table(source.file.bytes.reveal()).find(key) != nullptr;
}

bool has_entry(const PoliciesSeen& seen, const std::string& key) {
  for (std::size_t i = 0; i < seen.tables.size(); ++i)
    if (is_written_in(seen, i, key)) return true;
  return std::any_of(seen.sources.begin(), seen.sources.end(),
                     [&](const SourceSeen& source) { return has_entry(source, key); });
}

// The next hops of main.cf that still need an entry.
std::vector<NextHop> next_hops_without(const PoliciesSeen& seen) {
  std::vector<NextHop> next_hops = next_hops_in(seen.config, usual_client(seen.config));
  std::erase_if(next_hops, [&](const NextHop& one) { return has_entry(seen, one.value); });
  return next_hops;
}

// The key is the subject already.
std::string without_key(const std::string& message, const std::string& key) {
  const std::string prefix = quoted_text(key) + ": ";
  return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

}  // namespace

PolicyAttribute policy_attribute_in(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(Fault::usage, {.id = "policy-attribute-malformed",
                               .subject = quoted_text(word),
                               .message = "is no attribute: it is not NAME=VALUE",
                               .hint = "as in match=mail.example.net"});
  return {.name = lower(word.substr(0, equals)), .value = word.substr(equals + 1)};
}

void require_settable(Context& context, const PolicyEntry& entry) {
  require_writable(entry);
  require_reachable(context, entry.key);
  require_plain_values(context, entry);
  require_same_words(entry);
}

std::vector<Finding> findings_of_entry(Context& context, const PoliciesSeen& seen,
                                       const PolicyEntry& entry) {
  const Service* client = usual_client(seen.config);
  PolicyTableLint lint(policy_rules(seen.config, client, "smtp"), next_hops_without(seen));
  lint.begin("");
  lint.add_entry(entry.key, value_text(by_meaning(entry)), 0);
  std::vector<CheckFinding> found = lint.findings();
  for (CheckFinding& one :
       look_at_trust_anchors(context, seen.config, client, lint.trust_anchors()))
    found.push_back(std::move(one));
  std::vector<Finding> findings;
  for (CheckFinding& one : found) {
    Finding finding = std::move(one.finding);
    finding.subject = quoted_text(entry.key);
    finding.line.reset();
    finding.message = without_key(finding.message, entry.key);
    if (finding.id == "policy-without-ca") finding.severity = Severity::warning;
    if (finding.severity == Severity::error)
      throw Error(Fault::usage, {.id = finding.id,
                                 .subject = finding.subject,
                                 .message = finding.message,
                                 .hint = finding.hint});
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace postseal
