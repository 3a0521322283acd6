// SPDX-License-Identifier: MIT
#include "commands/deployment_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/deployment_lines.hpp"
#include "commands/material_files.hpp"
#include "commands/sni_index.hpp"
#include "commands/steps.hpp"
#include "crypto/digests.hpp"

namespace postseal {
namespace {

// What a CA has issued goes before what signed itself; of one algorithm the new one stays.
std::vector<ChainPart> new_parts(const DeployWish& wish, const DeploySeen& seen) {
  std::vector<ChainPart> parts;
  for (const ChainPart& part : seen.there.parts) {
    const bool replaced =
        part.algorithm == seen.renewed.algorithm ||
        (part.leaf().self_signed() && !seen.renewed.self_signed && !wish.keep_self_signed);
    if (!replaced) parts.push_back(part);
  }
  parts.push_back(
      {.algorithm = seen.renewed.algorithm, .key = seen.renewed.key, .chain = seen.renewed.chain});
  return parts;
}

const OutputSeen& file_at(const DeploySeen& seen, const std::string& path) {
  return *std::find_if(seen.there.files.begin(), seen.there.files.end(),
                       [&](const OutputSeen& file) { return file.path == path; });
}

Access access_of(const DeployWish& wish, const OutputSeen& there, const PartsFile& file) {
  const auto& asked = file.secret ? wish.key_access : wish.certificate_access;
  if (asked) return *asked;
  const std::uint32_t usual = file.secret ? private_mode : public_mode;
  const bool narrow = there.status && (there.status->mode & ~0640U) == 0;
  return {.mode = file.secret && narrow ? there.status->mode : usual};  // 0640 stays 0640
}

// The step that writes what differs of the identity's files, and what it is a generation of.
struct Writing {
  Step step{};
  std::vector<GenerationFile> all{};
  std::vector<GenerationFile> found{};
  std::vector<Step> removals{};
  bool changes = false;
};

void write_file(const DeployWish& deploy, Writing& writing, const OutputSeen& there,
                const PartsFile& file) {
  const Access access = access_of(deploy, there, file);
  auto& write = std::get<WriteFiles>(writing.step.effect);
  writing.all.push_back({.path = file.path, .mode = access.mode, .known = file.bytes});
  if (there.status && there.bytes.reveal() == file.bytes->reveal()) {
    if (auto step = access_step(there, {.access = access, .secret = file.secret})) {
      writing.removals.push_back(std::move(*step));
      writing.changes = true;
    }
    return;
  }
  Facts before;
  if (there.status) before = chain_facts_of(there.path, there.bytes.reveal());
  const FileWish wish{
      .access = access, .secret = file.secret, .before = before, .after = file.facts};
  write.files.push_back(output_for(there, access));
  writing.step.changes.push_back(file_change(there, wish));
  writing.changes = true;
}

Step removal_of(const OutputSeen& file) {
  return {.effect = RemoveFile{.path = file.path},
          .changes = {{.action = Action::remove,
                       .target = file.path,
                       .before = chain_facts_of(file.path, file.bytes.reveal()),
                       .access = {.mode = file.status->mode,
                                  .owner = file.status->owner,
                                  .group = file.status->group},
                       .secret = holds_private_key(file)}}};
}

// What is there now: for the first generation that is kept, and what of it goes.
void take_found(Writing& writing, const DeploySeen& seen, const PartsLayout& layout) {
  for (const OutputSeen& file : seen.there.files) {
    if (!file.status) continue;
    writing.found.push_back({.path = file.path,
                             .mode = file.status->mode & 0777U,
                             .known = std::make_shared<const Secret>(file.bytes.copy())});
    const bool stays = std::any_of(layout.files.begin(), layout.files.end(),
                                   [&](const PartsFile& one) { return one.path == file.path; });
    if (stays) continue;
    writing.removals.push_back(removal_of(file));
    writing.changes = true;
  }
}

Writing writing_of(const DeployWish& wish, const DeploySeen& seen, const PartsLayout& layout) {
  Writing writing{.step = {.effect = WriteFiles{}}};
  auto& write = std::get<WriteFiles>(writing.step.effect);
  std::vector<std::shared_ptr<const Secret>> contents;
  for (const PartsFile& file : layout.files) {
    const std::size_t before = write.files.size();
    write_file(wish, writing, file_at(seen, file.path), file);
    if (write.files.size() > before) contents.push_back(file.bytes);
  }
  take_found(writing, seen, layout);
  write.mint = known_bytes(std::move(contents));
  return writing;
}

IdentityRecord record_of(const DeployWish& wish, const DeploySeen& seen) {
  const IdentityPlace& place = seen.there.place;
  const IdentityRecord* there = seen.state->find(place.name);
  IdentityRecord record =
      there != nullptr ? *there : IdentityRecord{.name = place.name, .layout = place.layout};
  std::erase_if(record.sources,
                [&](const SourceRecord& one) { return one.algorithm == seen.renewed.algorithm; });
  if (wish.from_hook)
    record.sources.push_back({.algorithm = seen.renewed.algorithm,
                              .certificate = wish.source.certificate,
                              .key = wish.source.key,
                              .chain = wish.source.chain});
  return record;
}

// Whether what waits was for this identity: by its name, or by what it was for.
bool is_settled(const PendingRecord& pending, const DeploySeen& seen) {
  if (!pending.identity.empty()) return pending.identity == seen.there.place.name;
  const std::vector<std::string> names = served_names(seen.renewed.leaf());
  return !pending.names.empty() &&
         std::all_of(pending.names.begin(), pending.names.end(),
                     [&](const std::string& name) { return covers(names, name); });
}

// What waited for this source, or for this identity, waits no more.
std::vector<Step> forget_pending(const DeployWish& wish, const DeploySeen& seen) {
  std::vector<Step> steps;
  for (const PendingSeen& pending : seen.state->pending)
    if (pending.record.certificate == wish.source.certificate || is_settled(pending.record, seen))
      steps.push_back({.effect = RemoveFile{.path = pending.file.path}});
  return steps;
}

std::vector<Finding> findings_for(const DeploySeen& seen) {
  if (!seen.config) return {};
  const MainCf& main_cf = seen.config->main_cf;
  for (const char* name : {"smtpd_tls_security_level", "smtpd_use_tls", "smtpd_enforce_tls"})
    if (main_cf.find(name) != nullptr) return {};
  return {{.id = "tls-disabled",
           .severity = Severity::warning,
           .subject = main_cf.path,
           .message = "smtpd_tls_security_level is not set: port 25 offers no TLS",
           .hint = "postseal init --configure, or postconf -e smtpd_tls_security_level=may"}};
}

std::vector<std::string> paths_of(const PartsLayout& layout) {
  std::vector<std::string> paths;
  for (const PartsFile& file : layout.files) paths.push_back(file.path);
  return paths;
}

std::vector<Step> index_steps(Context& context, const DeployWish& wish, const DeploySeen& seen,
                              const IdentityFiles& files) {
  if (!seen.config) return {};
  std::vector<std::string> paths = files.paths;
  for (const std::string& path : {wish.source.certificate, wish.source.key, wish.source.chain})
    if (!path.empty()) paths.push_back(path);
  return sni_index_steps(context, *seen.config, paths, files.bytes);
}

// The steps that write the files and keep them as a generation, with what main.cf has to say.
std::vector<Step> generation_steps(Context& context, const DeploySeen& seen, Writing writing,
                                   GenerationWish wish) {
  wish.files = writing.all;
  wish.found = writing.found;
  wish.now = seen.now;
  std::vector<Step> pruned = keep_generation(
      context, *seen.state, std::get<WriteFiles>(writing.step.effect), std::move(wish));
  std::vector<Step> steps;
  steps.push_back(std::move(writing.step));
  append(steps, std::move(writing.removals));
  append(steps, std::move(pruned));
  return steps;
}

}  // namespace

bool is_held(const DeploySeen& seen) {
  const IdentityRecord* record = seen.state->find(seen.there.place.name);
  if (record == nullptr) return false;
  const std::string print = fingerprint(seen.renewed.leaf().der());
  return std::find(record->held.begin(), record->held.end(), print) != record->held.end();
}

IdentityFiles plan_identity_files(Context& context, const DeployWish& wish, const DeploySeen& seen,
                                  const std::string& why) {
  const PartsLayout layout = lay_out(seen.there.place, new_parts(wish, seen));
  IdentityFiles files{.paths = paths_of(layout), .material = layout.material};
  for (const PartsFile& file : layout.files)
    files.bytes.push_back({.path = file.path, .bytes = file.bytes});
  const auto writing = std::make_shared<Writing>(writing_of(wish, seen, layout));
  files.changes = writing->changes;
  files.steps = [&context, &seen, writing, why,
                 record = record_of(wish, seen)](const std::vector<ParameterEdit>& edits) {
    return generation_steps(context, seen, std::move(*writing),
                            {.record = record, .why = why, .parameters = edits});
  };
  return files;
}

Deployment plan_files(Context& context, const DeployWish& wish, const DeploySeen& seen) {
  const IdentityFiles files = plan_identity_files(context, wish, seen, "deploy");
  const ConfigEdit edit = seen.config ? material_edit(context, seen, files) : ConfigEdit{};
  require_no_loss(context, wish, seen, edit);
  std::vector<Step> config_changes;
  if (seen.config) config_changes = config_steps(context, *seen.config, edit);
  std::vector<Step> indexes = index_steps(context, wish, seen, files);
  std::vector<Step> forgotten = forget_pending(wish, seen);

  Deployment deployment{.files = files.paths, .findings = findings_for(seen)};
  const bool generation = files.changes || !config_changes.empty();
  if (!generation && indexes.empty() && forgotten.empty()) return deployment;
  std::vector<Step>& steps = deployment.steps;
  steps = state_steps(*seen.state);
  if (generation) append(steps, files.steps(parameter_edits(config_changes)));
  append(steps, std::move(indexes));
  append(steps, std::move(forgotten));
  append(steps, std::move(config_changes));
  if (seen.config)
    append(steps, after_change_steps({.config_dir = seen.config->dir,
                                      .files = deployment.files,
                                      .postfix_runs = seen.postfix_runs && generation,
                                      .look = true,
                                      .require_live = wish.require_live}));
  return deployment;
}

}  // namespace postseal
