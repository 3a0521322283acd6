// SPDX-License-Identifier: MIT
// Deployments that wait for another try, and how they come to wait.
#include <algorithm>
#include <utility>

#include "commands/deployment.hpp"
#include "commands/files.hpp"
#include "commands/identity_state.hpp"
#include "commands/material_files.hpp"
#include "commands/steps.hpp"
#include "core/error.hpp"

namespace postseal {
namespace {

DeployWish wish_of(const PendingRecord& record, const std::string& dir) {
  return {.source = {.certificate = record.certificate, .key = record.key, .chain = record.chain},
          .identity = record.identity,
          .dir = dir,
          .allow_name_loss = record.allow_name_loss,
          .keep_self_signed = record.keep_self_signed,
          .require_live = record.require_live};
}

// The names a certificate is for, whatever else is wrong with it.
std::vector<std::string> names_in(Context& context, const std::string& path) {
  try {
    const Secret bytes = context.host().read(path);
    for (const FoundCertificate& found : read_material(path, bytes.reveal()).certificates)
      if (!found.certificate.is_ca()) return served_names(found.certificate);
  } catch (const Error&) {
    return {};  // it cannot be read: that is why it waits
  }
  return {};
}

bool waits(const StateSeen& state, const std::string& certificate) {
  return std::any_of(state.pending.begin(), state.pending.end(),
                     [&](const PendingSeen& one) { return one.record.certificate == certificate; });
}

// The fingerprint of the end certificate in a file; "": there is none to be read.
std::string leaf_print(Context& context, const std::string& path) {
  if (!context.host().status(path, Follow::yes)) return {};
  const Secret bytes = context.host().read(path);
  for (const FoundCertificate& found : read_material(path, bytes.reveal()).certificates)
    if (!found.certificate.is_ca()) return fingerprint(found.certificate.der());
  return {};
}

// What an ACME client has renewed and its hook was never called for.
void add_overdue(Context& context, const StateSeen& state, const std::string& except,
                 std::vector<std::function<Planned()>>& all) {
  for (const IdentityRecord& record : state.records)
    for (const SourceRecord& source : record.sources) {
      if (source.certificate == except || waits(state, source.certificate)) continue;
      const std::string print = leaf_print(context, source.certificate);
      if (print.empty() || record.knows(print)) continue;
      const DeployWish wish{
          .source = {.certificate = source.certificate, .key = source.key, .chain = source.chain},
          .identity = record.name,
          .dir = state.dir,
          .from_hook = true};
      all.emplace_back([&context, wish] { return plan_one_deployment(context, wish); });
    }
}

}  // namespace

std::vector<std::function<Planned()>> retries(Context& context, const std::string& dir,
                                              const std::string& except) {
  std::vector<std::function<Planned()>> all;
  const StateSeen state = observe_state(context, dir);
  for (const PendingSeen& pending : state.pending)
    if (pending.record.certificate != except)
      all.emplace_back([&context, wish = wish_of(pending.record, dir)] {
        return plan_one_deployment(context, wish);
      });
  add_overdue(context, state, except, all);
  return all;
}

Plan plan_to_remember(Context& context, const DeployWish& wish, const Error& error) {
  const StateSeen state = observe_state(context, material_dir(context, wish.dir));
  const std::string path = pending_path(state.state_dir, wish.source.certificate);
  PendingRecord record{.certificate = wish.source.certificate,
                       .key = wish.source.key,
                       .chain = wish.source.chain,
                       .identity = wish.identity,
                       .names = names_in(context, wish.source.certificate),
                       .allow_name_loss = wish.allow_name_loss,
                       .keep_self_signed = wish.keep_self_signed,
                       .require_live = wish.require_live,
                       .since = context.host().now(),
                       .error_id = error.problem().id,
                       .error = error.what()};
  for (const PendingSeen& pending : state.pending)
    if (pending.file.path == path) record.since = pending.record.since;
  Plan plan{.steps = state_steps(state)};
  plan.steps.push_back({.effect = WriteFiles{.files = {{.path = path}},
                                             .mint = known_bytes(Secret(pending_text(record)))}});
  return plan;
}

}  // namespace postseal
