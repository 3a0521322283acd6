// SPDX-License-Identifier: MIT
#include "commands/apply_identities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "commands/deployment_parts.hpp"
#include "commands/identity.hpp"
#include "commands/identity_choice.hpp"
#include "commands/identity_parts.hpp"
#include "commands/material_files.hpp"
#include "commands/self_signed.hpp"

namespace postseal {
namespace {

Access key_access(const ModeSettings& modes) {
  return {.mode = modes.key, .owner = modes.owner, .group = modes.group};
}

Access certificate_access(const ModeSettings& modes) {
  return {.mode = modes.certificate, .owner = modes.owner, .group = modes.group};
}

// What was seen to be self-signed when it was put in place.
std::vector<std::string> known_self_signed(const StateSeen& state, const std::string& identity) {
  const IdentityRecord* record = state.find(identity);
  std::vector<std::string> known;
  if (record == nullptr || record->generations.empty()) return known;
  for (const LeafRecord& leaf : record->generations.back().leaves)
    if (leaf.self_signed) known.push_back(leaf.fingerprint);
  return known;
}

AppliedIdentity self_signed(Context& context, const ApplySite& site,
                            const IdentitySettings& settings) {
  const auto seen = std::make_shared<const IdentitySeen>(
      observe_identity(context, {.files = {.directory = site.state->dir,
                                           .name = settings.name,
                                           .layout = layout_of(*site.state, settings.name),
                                           .types = settings.keys},
                                 .version = context.version(),
                                 .hosts = settings.hostnames,
                                 .days = settings.days,
                                 .renew_before = settings.renew_before,
                                 .key_access = key_access(site.settings.modes),
                                 .certificate_access = certificate_access(site.settings.modes),
                                 .self_signed = known_self_signed(*site.state, settings.name)}));
  AppliedIdentity applied{
      .name = settings.name, .paths = paths_of(*seen), .material = material_of(*seen)};
  if (!seen->complete)
    for (const std::string& path : applied.paths) applied.bytes.push_back({.path = path});
  applied.steps = [&context, state = site.state, seen,
                   now = site.now](const std::vector<ParameterEdit>& edits) {
    return self_signed_steps(context, *state, *seen, {.why = "apply", .edits = edits, .now = now});
  };
  return applied;
}

IdentityThere there_of(Context& context, const ApplySite& site, const std::string& name) {
  return observe_parts(context, {.dir = site.state->dir,
                                 .name = name,
                                 .layout = layout_of(*site.state, name),
                                 .version = context.version()});
}

Access access_for(const OutputSeen& file, const ModeSettings& modes) {
  return holds_private_key(file) ? key_access(modes) : certificate_access(modes);
}

// What is in place already: only its modes are looked at.
AppliedIdentity in_place(const ApplySite& site, IdentityThere seen) {
  const PartsLayout layout = lay_out(seen.place, seen.parts);
  AppliedIdentity applied{.name = seen.place.name, .material = layout.material};
  for (const PartsFile& file : layout.files) applied.paths.push_back(file.path);
  const auto there = std::make_shared<const IdentityThere>(std::move(seen));
  applied.steps = [there, modes = site.settings.modes](const std::vector<ParameterEdit>&) {
    std::vector<Step> steps;
    for (const OutputSeen& file : there->files)
      if (file.status)
        if (auto step = access_step(
                file, {.access = access_for(file, modes), .secret = holds_private_key(file)}))
          steps.push_back(std::move(*step));
    return steps;
  };
  return applied;
}

bool is_ca_issued(const IdentityThere& there) {
  return std::any_of(there.parts.begin(), there.parts.end(),
                     [](const ChainPart& part) { return !part.leaf().self_signed(); });
}

AppliedIdentity from_files(Context& context, const ApplySite& site,
                           const IdentitySettings& settings) {
  const DeployWish wish{
      .source = {.certificate = settings.cert, .key = settings.key, .chain = settings.chain},
      .identity = settings.name,
      .dir = site.state->dir,
      .key_access = key_access(site.settings.modes),
      .certificate_access = certificate_access(site.settings.modes)};
  const auto seen =
      std::make_shared<DeploySeen>(DeploySeen{.renewed = read_renewed(context, wish.source),
                                              .state = site.state,
                                              .there = there_of(context, site, settings.name),
                                              .now = site.now});
  if (is_held(*seen) && !context.globals().force) {
    context.note(fmt::format("{}: a rollback of {} replaced this certificate: it is held",
                             settings.cert, settings.name));
    return in_place(site, there_of(context, site, settings.name));
  }
  const IdentityFiles files = plan_identity_files(context, wish, *seen, "apply");
  AppliedIdentity applied{.name = settings.name, .paths = files.paths, .material = files.material};
  if (files.changes) applied.bytes = files.bytes;
  applied.steps = [seen, files](const std::vector<ParameterEdit>& edits) {
    return files.changes ? files.steps(edits) : std::vector<Step>{};
  };
  return applied;
}

// The kinds of keys of a file: "rsa", "ec", ...
std::set<std::string> algorithms_of(const AppliedIdentity& identity) {
  std::set<std::string> algorithms;
  for (const MaterialFile& file : identity.material)
    for (const KeyType type : file.types) algorithms.emplace(algorithm_of(type));
  return algorithms;
}

}  // namespace

AppliedIdentity observe_applied(Context& context, const ApplySite& site,
                                const IdentitySettings& settings) {
  switch (settings.source) {
    case MaterialSource::self_signed:
      return self_signed(context, site, settings);
    case MaterialSource::files:
      return from_files(context, site, settings);
    case MaterialSource::acme: {
      // Until the first deployment a self-signed certificate stands in, so that TLS works at all.
      IdentityThere there = there_of(context, site, settings.name);
      return is_ca_issued(there) ? in_place(site, std::move(there))
                                 : self_signed(context, site, settings);
    }
  }
  return {};
}

std::vector<MaterialFile> served_together(Context& context,
                                          const std::vector<AppliedIdentity>& identities) {
  std::vector<MaterialFile> together;
  std::set<std::string> taken;
  for (const AppliedIdentity& identity : identities) {
    const std::set<std::string> algorithms = algorithms_of(identity);
    const bool clash = std::any_of(algorithms.begin(), algorithms.end(),
                                   [&](const std::string& one) { return taken.contains(one); });
    if (clash) {
      context.note(
          fmt::format("{}: kept on disk only: smtpd serves one chain of each kind of key, "
                      "and an identity before it has them",
                      identity.name));
      continue;
    }
    taken.insert(algorithms.begin(), algorithms.end());
    together.insert(together.end(), identity.material.begin(), identity.material.end());
  }
  return together;
}

}  // namespace postseal
