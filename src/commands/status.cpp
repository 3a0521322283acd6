// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/commands.hpp"
#include "commands/deployment.hpp"
#include "commands/flags.hpp"
#include "commands/identity_choice.hpp"
#include "commands/identity_parts.hpp"
#include "commands/material_files.hpp"
#include "commands/site.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "core/time.hpp"
#include "system/confirm.hpp"
#include "system/recover.hpp"

namespace postseal {
namespace {

constexpr std::chrono::seconds looking_time{60};
constexpr auto soon = std::chrono::days(30);

struct Options {
  std::string dir{};
  bool offline = false;
};

struct IdentityStatus {
  std::string name{};
  std::vector<std::string> files{};
  std::vector<ChainPart> parts{};
  std::vector<ServedSeen> served{};
  const IdentityRecord* record = nullptr;
};

struct Seen {
  StateSeen state{};
  std::optional<std::string> journal{};
  std::vector<IdentityStatus> identities{};
  bool postfix_runs = false;
  Time now{};
};

IdentityStatus look_at(Context& context, const Seen& seen, const std::string& name) {
  const IdentityThere there = observe_parts(context, {.dir = seen.state.dir,
                                                      .name = name,
                                                      .layout = layout_of(seen.state, name),
                                                      .version = context.version()});
  IdentityStatus status{.name = name, .parts = there.parts, .record = seen.state.find(name)};
  for (const OutputSeen& file : there.files)
    if (file.status) status.files.push_back(file.path);
  return status;
}

void observe_services(const Options& options, Context& context, Seen& seen) {
  if (options.offline || !seen.postfix_runs) return;
  for (IdentityStatus& identity : seen.identities)
    if (!identity.files.empty())
      identity.served = look_at_served(
          context.host(), {.config_dir = context.config_dir(), .files = identity.files},
          looking_time);
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.state = observe_state(context, material_dir(context, options.dir)),
            .now = context.host().now()};
  seen.journal = pending_recovery(context.host(), seen.state.state_dir);
  std::optional<ConfigSeen> config;
  if (context.host().status(context.config_dir() + "/main.cf", Follow::yes))
    config = observe_config(context);
  if (config) {
    const auto queue = parameter_value(context, &config->main_cf, "queue_directory");
    seen.postfix_runs = queue && context.host().postfix_runs(*queue);
  }
  for (const std::string& name : known_identities(context, seen.state, config ? &*config : nullptr))
    seen.identities.push_back(look_at(context, seen, name));
  observe_services(options, context, seen);
  return seen;
}

// ---- JSON ----

Json generation_json(const Generation& generation, bool current) {
  Json leaves = Json::array();
  for (const LeafRecord& leaf : generation.leaves)
    leaves.push_back({{"algorithm", leaf.algorithm},
                      {"fingerprint", leaf.fingerprint},
                      {"not_after", rfc3339(leaf.not_after)},
                      {"self_signed", leaf.self_signed}});
  return {{"id", generation.id},
          {"made", rfc3339(generation.made)},
          {"why", generation.why},
          {"copy_of", generation.copy_of == 0 ? Json(nullptr) : Json(generation.copy_of)},
          {"current", current},
          {"certificates", std::move(leaves)}};
}

Json identity_json(const IdentityStatus& identity) {
  Json certificates = Json::array();
  for (const ChainPart& part : identity.parts) {
    Json one = certificate_json(part.leaf());
    one["algorithm"] = part.algorithm;
    one["intermediates"] = part.chain.size() - 1;
    certificates.push_back(std::move(one));
  }
  Json served = Json::array();
  for (const ServedSeen& one : identity.served)
    served.push_back({{"service", one.service},
                      {"algorithm", one.algorithm},
                      {"state", name_of(one.state)},
                      {"said", one.said}});
  Json generations = Json::array();
  Json held = Json::array();
  if (identity.record != nullptr) {
    for (const Generation& one : identity.record->generations)
      generations.push_back(generation_json(one, &one == &identity.record->generations.back()));
    for (const std::string& print : identity.record->held) held.push_back(print);
  }
  return {{"name", identity.name},
          {"files", identity.files},
          {"certificates", std::move(certificates)},
          {"served", std::move(served)},
          {"generations", std::move(generations)},
          {"held", std::move(held)}};
}

Json pending_json(const PendingRecord& record) {
  return {{"certificate", record.certificate},
          {"key", record.key},
          {"identity", record.identity.empty() ? Json(nullptr) : Json(record.identity)},
          {"since", rfc3339(record.since)},
          {"error", record.error}};
}

Json result_of(const Seen& seen) {
  Json identities = Json::array();
  for (const IdentityStatus& identity : seen.identities)
    identities.push_back(identity_json(identity));
  Json pending = Json::array();
  for (const PendingSeen& one : seen.state.pending) pending.push_back(pending_json(one.record));
  return {{"directory", seen.state.dir},
          {"postfix_runs", seen.postfix_runs},
          {"journal", seen.journal ? Json(*seen.journal) : Json(nullptr)},
          {"identities", std::move(identities)},
          {"pending", std::move(pending)}};
}

// ---- findings and text ----

void judge(std::vector<Finding>& findings, const IdentityStatus& identity, Time now) {
  for (const ChainPart& part : identity.parts) {
    const Time end = part.leaf().not_after();
    if (end > now + soon) continue;
    const bool expired = end <= now;
    findings.push_back({.id = expired ? "certificate-expired" : "certificate-expires-soon",
                        .severity = expired ? Severity::error : Severity::warning,
                        .subject = identity.name,
                        .message = fmt::format("its {} certificate {} on {}", part.algorithm,
                                               expired ? "expired" : "expires", rfc3339(end)),
                        .hint = "renew it, then postseal deploy"});
  }
  for (const ServedSeen& one : identity.served)
    if (one.state == ServedState::contradicted)
      findings.push_back({.id = "deploy-contradicted",
                          .severity = Severity::error,
                          .subject = one.service,
                          .message = fmt::format("does not show the {} certificate of {}",
                                                 one.algorithm, identity.name),
                          .hint = "postfix reload, then look again"});
}

std::vector<Finding> findings_of(const Seen& seen) {
  std::vector<Finding> findings;
  if (seen.journal)
    findings.push_back({.id = "journal-left",
                        .severity = Severity::warning,
                        .subject = seen.state.state_dir,
                        .message = *seen.journal,
                        .hint = "any command that changes something does it"});
  for (const PendingSeen& one : seen.state.pending)
    findings.push_back(
        {.id = "deploy-pending",
         .severity = Severity::error,
         .subject = one.record.certificate,
         .message = fmt::format("waits since {}: {}", rfc3339(one.record.since), one.record.error),
         .hint = "mend the cause; every later run tries again"});
  for (const IdentityStatus& identity : seen.identities) judge(findings, identity, seen.now);
  return findings;
}

std::string text_of(const IdentityStatus& identity) {
  std::string text = fmt::format("{}\n", escaped(identity.name));
  for (const ChainPart& part : identity.parts)
    text += fmt::format(
        "  {}: {}, {}, until {}\n", part.leaf().key().description,
        escaped(listed(name_texts(part.leaf()))),
        part.leaf().self_signed() ? "self-signed" : "by " + escaped(part.leaf().issuer()),
        date_of(part.leaf().not_after()));
  for (const ServedSeen& one : identity.served)
    text += fmt::format("  served: {} ({}): {}\n", escaped(one.service), one.algorithm,
                        one.state == ServedState::confirmed
                            ? std::string("yes")
                            : fmt::format("{} {}", name_of(one.state), escaped(one.said)));
  if (identity.record == nullptr) return text;
  for (const Generation& one : identity.record->generations)
    text += fmt::format("  generation {}: {}, {}{}{}\n", one.id, rfc3339(one.made), one.why,
                        one.copy_of == 0 ? "" : fmt::format(" to {}", one.copy_of),
                        &one == &identity.record->generations.back() ? ", in place" : "");
  for (const std::string& print : identity.record->held) text += fmt::format("  held: {}\n", print);
  return text;
}

std::string text_of(const Seen& seen, const std::vector<Finding>& findings) {
  std::string text;
  for (const IdentityStatus& identity : seen.identities) text += text_of(identity);
  if (seen.identities.empty()) text += fmt::format("{}: no identities\n", escaped(seen.state.dir));
  for (const Finding& finding : findings)
    text += fmt::format("{}: {}: {}\n", finding.severity == Severity::error ? "error" : "warning",
                        escaped(finding.subject), escaped(finding.message));
  return text;
}

Planned plan(const Options& options, Context& context) {
  const Seen seen = observe(options, context);
  const std::vector<Finding> findings = findings_of(seen);
  return {.answer = [result = shared(result_of(seen)), text = text_of(seen, findings),
                     findings](const Applied&) {
    return Answer{.result = result, .text = text, .findings = findings};
  }};
}

constexpr const char* description =
    "Shows the identities of this Postfix: their certificates, what the services that use them "
    "show, the generations that `rollback` can go back to, what a rollback holds, deployments that "
    "failed and wait to be tried again, and a run that was cut short. Changes nothing.";

}  // namespace

Command status_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description = description,
      .flags = {material_dir_option(options->dir),
                option(options->offline,
                       {.name = "--offline", .help = "look at files only, not at what is served"})},
      .examples = {{.command = "postseal status", .help = "what is where, until when"},
                   {.command = "postseal status --json", .help = "the same for a program"}},
      .looks = true,
      .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
