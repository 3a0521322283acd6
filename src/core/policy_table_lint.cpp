// SPDX-License-Identifier: MIT
#include "core/policy_table_lint.hpp"

#include <fmt/format.h>

#include <functional>
#include <utility>

#include "core/inline_table.hpp"
#include "core/logical_lines.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"
#include "core/text_table.hpp"

namespace postseal {
namespace {

std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

}  // namespace

void FindingsOfTable::add(CheckFinding finding) {
  if (found_.size() < most_findings_of_a_table) return found_.push_back(std::move(finding));
  if (more_ == 0 || finding.finding.severity > worst_.finding.severity) worst_ = finding;
  ++more_;
}

std::vector<CheckFinding> FindingsOfTable::take() {
  std::vector<CheckFinding> all = std::exchange(found_, {});
  const std::size_t more = std::exchange(more_, 0);
  if (more == 0) return all;
  CheckFinding last{.finding = {.id = "findings-cut",
                                .severity = worst_.finding.severity,
                                .subject = worst_.finding.subject,
                                .line = worst_.finding.line,
                                .message = fmt::format("and {} more findings in this table, the "
                                                       "worst of them here",
                                                       more),
                                .hint = "put these right, then look again"},
                    .urgency = worst_.urgency};
  all.push_back(std::move(last));
  return all;
}

PolicyTableLint::PolicyTableLint(PolicyRules rules, const std::vector<NextHop>& next_hops)
    : rules_(std::move(rules)) {
  for (const NextHop& one : next_hops) {
    wanted_hosts_[host_in_next_hop(one.value)].push_back(wanted_.size());
    wanted_.push_back({.next_hop = {one.parameter, lower(one.value)}});
  }
}

void PolicyTableLint::begin(const std::string& subject, SourceUse use) {
  for (CheckFinding& one : current_.take()) found_.push_back(std::move(one));
  subjects_.push_back(subject);
  use_ = use;
}

void PolicyTableLint::add(Finding finding, Urgency urgency, int line) {
  finding.subject = subjects_.back();
  finding.line = line;
  current_.add({.finding = std::move(finding), .urgency = urgency});
}

void PolicyTableLint::add_source(const std::string& subject, std::string_view text, SourceUse use) {
  begin(subject, use);
  const auto stray = for_each_line(pieces_of(text), rules_.key_case, [&](const TableLine& line) {
    if (line.use == LineUse::entry) return add_entry(line.key, line.value, line.line);
    if (line.use == LineUse::not_utf8)
      return add(
          {.id = "policy-entry-bytes",
           .severity = Severity::warning,
           .message = fmt::format("{}: is no UTF-8, and is passed over", quoted_text(line.key)),
           .hint = "save the file as UTF-8"},
          Urgency::weak, line.line);
    add({.id = "policy-entry-empty",
         .severity = Severity::warning,
         .message = fmt::format("{}: has no level, and is passed over", quoted_text(line.key)),
         .hint = "write the level after the key, or remove the line"},
        Urgency::weak, line.line);
  });
  for (const int line : stray)
    add({.id = "policy-stray-line",
         .severity = Severity::warning,
         .message = "begins with a blank and continues nothing: it is passed over",
         .hint = "remove the blank"},
        Urgency::weak, line);
}

void PolicyTableLint::add_entry(std::string_view key, std::string_view value, int line) {
  const KeyProblem problem = problem_of_key(key, rules_.version);
  if (!problem.why.empty())
    add({.id = "policy-key-unreachable",
         .severity = Severity::warning,
         .message = fmt::format("{}: {}: it is never looked for", quoted_text(key), problem.why),
         .hint = problem.hint},
        Urgency::weak, line);
  const Place place{.table = subjects_.size() - 1, .line = line, .value = hash_of(trimmed(value))};
  const std::string folded = folded_key(key, rules_.key_case);
  look_for_next_hops(folded, place);
  const bool is_first = keys_.find(folded) == keys_.end();
  remember(folded, place);
  if (is_first) add_value(key, value, line);
}

void PolicyTableLint::add_inline(const TableName& table, int line) {
  for (const InlineEntry& entry : inline_entries(table.name, rules_.key_case)) {
    if (!entry.error.empty()) continue;
    add_entry(entry.key, entry.value, line);
    if (!entry.is_repeated) continue;
    add({.id = "policy-duplicate",
         .severity = Severity::warning,
         .message = fmt::format("{}: is in {} twice, and the last one counts",
                                quoted_text(entry.key), quoted_text(table.text)),
         .hint = "remove one of them"},
        Urgency::weak, line);
  }
}

void PolicyTableLint::add_value(std::string_view key, std::string_view value, int line) {
  constexpr std::size_t most_files = 1000;
  EntryLook look = lint_policy_entry(key, value, rules_);
  for (CheckFinding& one : look.findings) add(std::move(one.finding), one.urgency, line);
  for (const std::string& path : look.trust_anchors) {
    if (trust_anchors_.size() >= most_files || !known_anchors_.insert(path).second) continue;
    trust_anchors_.push_back({.path = path, .from = subjects_.back(), .line = line});
  }
  if (!look.needs_cas) return;
  if (++without_cas_ == 1) first_without_cas_ = {.table = subjects_.size() - 1, .line = line};
}

// The first entry of a key counts: of a table as postmap(1) makes it, and of the tables in order.
void PolicyTableLint::remember(const std::string& key, const Place& place) {
  const auto [known, is_new] = keys_.emplace(key, place);
  if (is_new) return;
  const Place& first = known->second;
  const bool is_here = first.table == place.table;
  // dict_thash_open() of a daemon takes no table with a key twice, whatever it says.
  if (is_here && use_ == SourceUse::as_text)
    return add({.id = "policy-duplicate",
                .severity = Severity::error,
                .message = fmt::format("{}: is in line {} already: a texthash table with a key "
                                       "twice is not opened, and all mail that asks for it is "
                                       "deferred",
                                       quoted_text(key), first.line),
                .hint = "remove one of them"},
               Urgency::broken, place.line);
  const bool is_same = first.value == place.value;
  const std::string where = is_here ? fmt::format("line {}", first.line)
                                    : fmt::format("{}:{}", subjects_.at(first.table), first.line);
  add({.id = is_here ? "policy-duplicate" : "policy-shadowed",
       .severity = is_same ? Severity::info : Severity::warning,
       .message = fmt::format("{}: is in {} already, and that one counts{}", quoted_text(key),
                              where, is_same ? "; both say the same" : ""),
       .hint = "remove one of them"},
      is_same ? Urgency::untidy : Urgency::weak, place.line);
}

void PolicyTableLint::look_for_next_hops(const std::string& key, const Place& place) {
  if (wanted_hosts_.empty()) return;
  const auto found = wanted_hosts_.find(host_in_next_hop(key));
  if (found == wanted_hosts_.end()) return;
  for (const std::size_t index : found->second) {
    Wanted& wanted = wanted_.at(index);
    if (key == wanted.next_hop.value)
      wanted.found = true;
    else if (!wanted.near) {
      wanted.near = place;
      wanted.near_key = key;
    }
  }
}

// What only the whole tables can tell.
void PolicyTableLint::close() {
  for (CheckFinding& one : current_.take()) found_.push_back(std::move(one));
  for (const Wanted& one : wanted_) {
    if (one.found || !one.near) continue;
    found_.push_back(
        {.finding = {.id = "policy-key-near-miss",
                     .severity = Severity::warning,
                     .subject = subjects_.at(one.near->table),
                     .line = one.near->line,
                     .message = fmt::format("{}: {} is {}, and for that this key is not looked for",
                                            quoted_text(one.near_key), one.next_hop.parameter,
                                            quoted_text(one.next_hop.value)),
                     .hint = fmt::format("write the key as {}", escaped(one.next_hop.value))},
         .urgency = Urgency::weak});
  }
  if (without_cas_ == 0) return;
  found_.push_back(
      {.finding = {.id = "policy-without-ca",
                   .severity = Severity::error,
                   .subject = subjects_.at(first_without_cas_.table),
                   .line = first_without_cas_.line,
                   .message = fmt::format(
                       "{} of level verify or secure, but {}_tls_CAfile and {}_tls_CApath are "
                       "empty: no certificate is trusted, and the mail stays here",
                       without_cas_ == 1 ? std::string("an entry")
                                         : fmt::format("{} entries", without_cas_),
                       rules_.program, rules_.program),
                   .hint = fmt::format("set {}_tls_CAfile to the CAs of the system, such as "
                                       "/etc/ssl/certs/ca-certificates.crt, or give the entry a "
                                       "tafile",
                                       rules_.program)},
       .urgency = Urgency::broken});
}

std::vector<CheckFinding> PolicyTableLint::findings() {
  close();
  return std::exchange(found_, {});
}

}  // namespace postseal
