// SPDX-License-Identifier: MIT
#include "commands/rollback_seen.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/deployment.hpp"
#include "commands/site.hpp"
#include "core/error.hpp"
#include "core/time.hpp"

namespace postseal {
namespace {

Error none(const std::string& subject, std::string message, std::string hint) {
  return {Fault::input,
          {.id = "generation-none",
           .subject = subject,
           .message = std::move(message),
           .hint = std::move(hint)}};
}

const IdentityRecord& record_for(const RollbackOptions& options, const StateSeen& state) {
  if (!options.identity.empty()) {
    const IdentityRecord* record = state.find(options.identity);
    if (record != nullptr) return *record;
    throw none(state.dir, fmt::format("there is no identity \"{}\"", options.identity),
               "postseal status lists them");
  }
  if (state.records.size() == 1) return state.records.front();
  throw none(state.dir,
             state.records.empty() ? "nothing was deployed here yet"
                                   : fmt::format("there are {} identities", state.records.size()),
             state.records.empty() ? "" : "give --name IDENTITY; postseal status lists them");
}

const Generation& target_of(const RollbackOptions& options, const IdentityRecord& record) {
  const Generation* target = options.id ? record.find(*options.id) : record.previous();
  if (target == nullptr)
    throw none(record.name,
               options.id ? fmt::format("has no generation {}", *options.id)
                          : std::string("has no earlier generation"),
               "postseal status lists those that are kept");
  return *target;
}

void require_valid(const Context& context, const Generation& target, Time now) {
  if (context.globals().force) return;
  for (const LeafRecord& leaf : target.leaves)
    if (leaf.not_after <= now)
      throw Error(Fault::input, {.id = "generation-expired",
                                 .subject = fmt::format("generation {}", target.id),
                                 .message = fmt::format("its {} certificate expired on {}",
                                                        leaf.algorithm, rfc3339(leaf.not_after)),
                                 .hint = "--force goes back to it all the same"});
}

RollbackFile observe_file(Context& context, const StateSeen& state, const StoredFile& stored) {
  const std::string path = fmt::format("{}/{}", state.state_dir, stored.stored);
  return {.stored = stored,
          .there = observe_output(context, stored.path),
          .bytes = std::make_shared<const Secret>(context.host().read(path))};
}

bool has_file(const Generation& generation, const std::string& path) {
  return std::any_of(generation.files.begin(), generation.files.end(),
                     [&](const StoredFile& file) { return file.path == path; });
}

// A generation without files is what was there before postseal: only main.cf goes back to it.
void observe_files(Context& context, RollbackSeen& seen) {
  for (const StoredFile& file : seen.target.files)
    seen.files.push_back(observe_file(context, seen.state, file));
  if (seen.target.files.empty()) return;
  for (const StoredFile& file : seen.record.generations.back().files) {
    if (has_file(seen.target, file.path)) continue;
    OutputSeen there = observe_output(context, file.path);
    if (there.status) seen.surplus.push_back(std::move(there));
  }
}

}  // namespace

RollbackSeen observe_rollback(const RollbackOptions& options, Context& context) {
  RollbackSeen seen{.state = observe_state(context, material_dir(context, options.dir)),
                    .now = context.host().now()};
  seen.record = record_for(options, seen.state);
  seen.target = target_of(options, seen.record);
  require_valid(context, seen.target, seen.now);
  observe_files(context, seen);
  if (context.host().status(context.config_dir() + "/main.cf", Follow::yes))
    seen.config = observe_config(context);
  if (seen.config) {
    const auto queue = parameter_value(context, &seen.config->main_cf, "queue_directory");
    seen.postfix_runs = queue && context.host().postfix_runs(*queue);
  }
  return seen;
}

}  // namespace postseal
