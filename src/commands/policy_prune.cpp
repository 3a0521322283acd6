// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "commands/commands.hpp"
#include "commands/policy_edit.hpp"
#include "commands/policy_files.hpp"
#include "commands/policy_inline.hpp"
#include "commands/policy_live.hpp"
#include "core/json.hpp"
#include "core/policy_table.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::string next_hop{};  // "": all
  std::string table{};
  int jobs = usual_jobs;
};

// What becomes of an entry.
struct Decision {
  PinnedEntry pinned{};
  std::vector<std::string> kept{};
  std::vector<std::string> dropped{};
  std::string left_alone{};  // why nothing is dropped, though something might be
};

// Hosts are asked before the lock is taken.
struct State {
  Options options{};
  std::optional<std::vector<Decision>> decisions{};
};

// A host that did not tell everything may serve any of the pins.
std::string why_left_alone(const LiveEntry& entry, const PinRules& rules) {
  if (!rules.of_keys) return "fingerprints of public keys are not made here, and a pin may be one";
  if (!entry.not_asked.empty()) return entry.not_asked;
  for (const LiveHost& host : entry.hosts)
    if (!host.told_all()) return fmt::format("{} {}", text_of(host.looks.address), host.silence());
  return "";
}

Decision decide(LiveEntry entry, const PinRules& rules) {
  Decision decision{.left_alone = why_left_alone(entry, rules)};
  if (decision.left_alone.empty())
    for (const std::string& pin : entry.pinned.pins())
      (entry.is_served(pin) ? decision.kept : decision.dropped).push_back(pin);
  // An entry without pins would be invalid, and one that matches nobody is for people to mend.
  if (decision.kept.empty() && !decision.dropped.empty()) {
    decision.left_alone = "none of its pins is served by anybody: postseal policy check --live";
    decision.dropped.clear();
  }
  decision.pinned = std::move(entry.pinned);
  return decision;
}

// The inline: table that has this very entry and can be edited.
std::optional<std::size_t> table_of(const PoliciesSeen& policies, const PolicyEntry& entry) {
  for (std::size_t i = 0; i < policies.tables.size(); ++i)
    if (written_entry(policies, i, entry.key) == entry && is_verbatim(policies, i)) return i;
  return std::nullopt;
}

void prepare(State& state, Context& context) {
  if (state.decisions) return;
  const Options& options = state.options;
  if (!options.next_hop.empty())
    require_writable({.key = options.next_hop, .level = "fingerprint"});
  const PoliciesSeen policies = observe_policies(context, options.table);
  std::vector<PinnedEntry> entries;
  for (PinnedEntry& one : pinned_entries(policies)) {
    if (!options.next_hop.empty() && lower(one.entry.key) != lower(options.next_hop)) continue;
    if (one.subject == policies.maps.path && !table_of(policies, one.entry))
      context.note(
          fmt::format("{} is left alone: its inline: table does not stand in main.cf as it is",
                      quoted_text(one.entry.key)));
    else
      entries.push_back(std::move(one));
  }
  if (entries.empty() && !options.next_hop.empty())
    context.note(fmt::format("{} has no entry with pins in a table that can be edited",
                             quoted_text(options.next_hop)));
  state.decisions.emplace();
  if (entries.empty()) return;
  const PinRules rules = pin_rules(context, policies.config);
  for (LiveEntry& one : look_at_entries(context, policies.config, rules, std::move(entries),
                                        static_cast<std::size_t>(options.jobs)))
    state.decisions->push_back(decide(std::move(one), rules));
}

void give_notes(Context& context, const std::vector<Decision>& decisions) {
  for (const Decision& one : decisions) {
    const std::string key = quoted_text(one.pinned.entry.key);
    if (!one.left_alone.empty())
      context.note(fmt::format("{} is left alone: {}", key, one.left_alone));
    for (const std::string& pin : one.dropped)
      context.note(fmt::format("{}: nobody serves {}", key, quoted_text(pin)));
  }
}

PolicyEntry without(const PolicyEntry& entry, const std::vector<std::string>& dropped) {
  PolicyEntry kept = entry;
  std::erase_if(kept.attributes, [&](const PolicyAttribute& one) {
    return one.name == "match" && one.value &&
           std::find(dropped.begin(), dropped.end(), *one.value) != dropped.end();
  });
  return kept;
}

void note_change(Context& context, const Decision& decision) {
  context.note(fmt::format("{} changed meanwhile, and is left alone",
                           quoted_text(decision.pinned.entry.key)));
}

// The new text of a table. Where an entry changed since its hosts were asked it stays.
std::string pruned(Context& context, const SourceSeen& source,
                   const std::vector<Decision>& decisions) {
  std::string text(source.file.bytes.reveal());
  for (const Decision& one : decisions) {
    if (one.dropped.empty() || one.pinned.subject != source.table.path) continue;
    const PolicyTable table = parse_policy_table(text);
    const PolicyLine* line = table.find(one.pinned.entry.key);
    if (line != nullptr && line->entry == one.pinned.entry)
      text = with_entry(text, without(one.pinned.entry, one.dropped));
    else
      note_change(context, one);
  }
  return text;
}

// The same of main.cf, for its inline: tables.
std::string pruned_main_cf(Context& context, const PoliciesSeen& policies,
                           const std::vector<Decision>& decisions) {
  std::string text = policies.files.main.text;
  for (const Decision& one : decisions) {
    if (one.dropped.empty() || one.pinned.subject != policies.maps.path) continue;
    if (const auto number = table_of(policies, one.pinned.entry))
      text = main_cf_with(policies, text, *number, without(one.pinned.entry, one.dropped));
    else
      note_change(context, one);
  }
  return text;
}

Json result_of(const std::vector<Decision>& decisions) {
  const auto texts = [](const std::vector<std::string>& words) {
    Json all = Json::array();
    for (const std::string& one : words) all.push_back(utf8_of(one));
    return all;
  };
  Json entries = Json::array();
  for (const Decision& one : decisions)
    entries.push_back(
        {{"nexthop", utf8_of(one.pinned.entry.key)},
         {"table", utf8_of(one.pinned.subject)},
         {"pins", texts(one.left_alone.empty() ? one.kept : one.pinned.pins())},
         {"dropped", texts(one.dropped)},
         {"left_alone", one.left_alone.empty() ? Json() : Json(utf8_of(one.left_alone))}});
  return {{"entries", std::move(entries)}};
}

Planned plan(State& state, Context& context) {
  prepare(state, context);
  give_notes(context, *state.decisions);
  const PoliciesSeen policies = observe_policies(context, state.options.table);
  std::vector<PolicyEdit> edits;
  for (const SourceSeen& source : policies.sources) {
    std::string text = pruned(context, source, *state.decisions);
    if (text != source.file.bytes.reveal())
      edits.push_back({.source = source, .text = std::move(text)});
  }
  ConfigEdit config;
  if (std::string text = pruned_main_cf(context, policies, *state.decisions);
      text != policies.files.main.text)
    config.rewritten = {.parameter = "smtp_tls_policy_maps", .text = std::move(text)};
  return {.plan = policy_edit_plan(context, policies, edits, std::move(config)),
          .answer = [result = shared(result_of(*state.decisions))](const Applied&) {
            return Answer{.result = result};
          }};
}

}  // namespace

Command policy_prune_command() {
  const auto state = std::make_shared<State>();
  return {
      .description =
          "Drops pins that nobody serves, as they are left behind when a server has changed its "
          "key. Every host that mail for the next hop goes to is asked: the one in brackets, or "
          "all MX hosts of the domain. Unless each of them showed what it has of either kind, RSA "
          "and ECDSA, or definitely has none of it, the entry is left alone; so is one none of "
          "whose pins is served, since it is not known which is right. Where a host has several "
          "addresses, the first that answers speaks for all.\n\n"
          "Do not prune while a key is pinned that is not yet in use.",
      .flags = {table_option(state->options.table), jobs_option(state->options.jobs)},
      .arguments = {{.name = "NEXTHOP",
                     .help = "as the table has it (default: every entry with pins)",
                     .set = [=](const std::string& word) { state->options.next_hop = word; }}},
      .examples = {{.command = "postseal policy prune -n --diff", .help = "what would go"},
                   {.command = "postseal policy prune example.net",
                    .help = "when its server uses the new key"}},
      .locks = true,
      .prepare = [=](Context& context) { prepare(*state, context); },
      .plan = [=](Context& context) { return plan(*state, context); }};
}

}  // namespace postseal
