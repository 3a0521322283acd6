// SPDX-License-Identifier: MIT
#include "commands/identity_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/identity_parts.hpp"
#include "commands/state_dirs.hpp"
#include "commands/steps.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"
#include "crypto/material.hpp"
#include "crypto/sha256.hpp"
#include "system/journal_store.hpp"

namespace postseal {
namespace {

constexpr std::string_view record_suffix = ".record.json";
constexpr std::string_view pending_prefix = "pending.";

// The end certificates among what a generation holds: those whose key is in it.
void add_leaves(std::vector<LeafRecord>& leaves, std::string_view bytes,
                const std::vector<PrivateKey>& keys) {
  const Hasher hash(Digest::sha256);
  for (const FoundCertificate& found : read_material("", bytes).certificates) {
    const Certificate& leaf = found.certificate;
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const PrivateKey& one) { return one.matches(leaf); });
    if (key == keys.end()) continue;
    leaves.push_back({.algorithm = algorithm_name(key->family()),
                      .fingerprint = colon_hex(hash(leaf.der())),
                      .not_after = leaf.not_after(),
                      .self_signed = leaf.self_signed()});
  }
}

std::vector<LeafRecord> leaves_in(const std::vector<std::string_view>& files) {
  std::vector<PrivateKey> keys;
  for (const std::string_view bytes : files)
    for (FoundKey& found : read_material("", bytes).keys) keys.push_back(std::move(found.key));
  std::vector<LeafRecord> leaves;
  for (const std::string_view bytes : files) add_leaves(leaves, bytes, keys);
  return leaves;
}

std::string_view bytes_of(const GenerationFile& file, const Minted& minted) {
  return file.known ? file.known->reveal() : minted.contents.at(*file.minted).reveal();
}

// Makes the record and the copies from what was minted. Shared, since a mint is copied about.
struct Keeping {
  IdentityRecord record{};  // its last generations lack only their leaves
  std::vector<GenerationFile> found{};
  std::vector<GenerationFile> files{};
  bool found_is_new = false;
};

void add_leaves(Generation& generation, const std::vector<GenerationFile>& files,
                const Minted& minted) {
  std::vector<std::string_view> bytes;
  for (const GenerationFile& file : files) bytes.push_back(bytes_of(file, minted));
  generation.leaves = leaves_in(bytes);
}

void keep(const Keeping& keeping, Minted& minted) {
  IdentityRecord record = keeping.record;
  add_leaves(record.generations.back(), keeping.files, minted);
  if (keeping.found_is_new) add_leaves(record.generations.front(), keeping.found, minted);
  std::vector<Secret> copies;
  if (keeping.found_is_new)
    for (const GenerationFile& file : keeping.found) copies.emplace_back(bytes_of(file, minted));
  for (const GenerationFile& file : keeping.files) copies.emplace_back(bytes_of(file, minted));
  for (Secret& copy : copies) minted.contents.push_back(std::move(copy));
  minted.contents.emplace_back(std::string_view(record_text(record)));
}

// A generation of these files, with a stored copy of each.
Generation generation_of(const std::string& identity, int id,
                         const std::vector<GenerationFile>& files) {
  Generation generation{.id = id};
  for (std::size_t i = 0; i < files.size(); ++i)
    generation.files.push_back({.path = files[i].path,
                                .stored = fmt::format("{}.{}.{}", file_stem(identity), id, i),
                                .mode = files[i].mode});
  return generation;
}

void add_outputs(WriteFiles& write, const Generation& generation, const std::string& state_dir) {
  for (const StoredFile& file : generation.files)
    write.files.push_back({.path = fmt::format("{}/{}", state_dir, file.stored)});
}

Step removal(const std::string& path) { return {.effect = RemoveFile{.path = path}}; }

// Files of this identity, or other certificates that main.cf named so far: there is a way back.
bool replaces_something(const GenerationWish& wish) {
  return !wish.found.empty() ||
         std::any_of(wish.parameters.begin(), wish.parameters.end(), [](const ParameterEdit& edit) {
           return edit.before && edit.name.ends_with("_file");
         });
}

// What is there before the first generation that is kept.
Generation found_generation(const GenerationWish& wish) {
  Generation found = generation_of(wish.record.name, 1, wish.found);
  found.made = wish.now;
  found.why = "found";
  return found;
}

void read_state_file(Context& context, StateSeen& seen, const std::string& name) {
  const std::string path = fmt::format("{}/{}", seen.state_dir, name);
  if (name.starts_with(pending_prefix) && name.ends_with(".json")) {
    PendingSeen pending{.file = observe_output(context, path)};
    pending.record = parse_pending(pending.file.bytes.reveal(), path);
    seen.pending.push_back(std::move(pending));
  } else if (name.ends_with(record_suffix) && !name.starts_with('.')) {
    seen.records.push_back(parse_record(context.host().read(path).reveal(), path));
  }
}

}  // namespace

const IdentityRecord* StateSeen::find(std::string_view identity) const {
  const auto found = std::lower_bound(
      records.begin(), records.end(), identity,
      [](const IdentityRecord& one, std::string_view name) { return one.name < name; });
  return found == records.end() || found->name != identity ? nullptr : &*found;
}

StateSeen observe_state(Context& context, const std::string& dir) {
  StateSeen seen{.dir = dir, .state_dir = state_dir_of(dir)};
  seen.dir_exists = context.host().status(dir, Follow::yes).has_value();
  if (!seen.dir_exists) {
    (void)observe_output(context, dir);  // whether it can be made there
    return seen;
  }
  seen.state_dir_exists = context.host().status(seen.state_dir, Follow::no).has_value();
  if (!seen.state_dir_exists) return seen;
  require_private(context.host(), seen.state_dir);
  for (const std::string& name : context.host().list(seen.state_dir))
    read_state_file(context, seen, name);
  std::stable_sort(seen.records.begin(), seen.records.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
  return seen;
}

std::vector<Step> state_steps(const StateSeen& state) {
  std::vector<Step> steps;
  if (!state.dir_exists) steps.push_back(directory_step(state.dir, directory_mode));
  if (!state.state_dir_exists)  // bookkeeping: nobody is told
    steps.push_back({.effect = MakeDirectory{.path = state.state_dir, .access = {.mode = 0700}}});
  return steps;
}

std::vector<Step> keep_generation(const Context& context, const StateSeen& state, WriteFiles& write,
                                  GenerationWish wish) {
  IdentityRecord& record = wish.record;
  auto keeping = std::make_shared<Keeping>(
      Keeping{.found = wish.found,
              .files = wish.files,
              .found_is_new = record.generations.empty() && replaces_something(wish)});
  if (keeping->found_is_new) {
    record.generations.push_back(found_generation(wish));
    add_outputs(write, record.generations.back(), state.state_dir);
  }
  const int id = record.generations.empty() ? 1 : record.generations.back().id + 1;
  Generation next = generation_of(record.name, id, wish.files);
  next.made = wish.now;
  next.why = wish.why;
  next.copy_of = wish.copy_of;
  next.parameters = wish.parameters;
  add_outputs(write, next, state.state_dir);
  record.generations.push_back(std::move(next));
  record.held = wish.held;

  std::vector<Step> steps;
  for (const std::string& name : record.prune())
    steps.push_back(removal(fmt::format("{}/{}", state.state_dir, name)));
  const std::string path =
      fmt::format("{}/{}", state.state_dir, record_name(file_stem(record.name)));
  Output output{.path = path, .expected = ""};
  if (state.state_dir_exists && context.host().status(path, Follow::no))
    output.expected = crypto::sha256_hex(context.host().read(path).reveal());
  write.files.push_back(std::move(output));

  keeping->record = std::move(record);
  write.mint = [keeping, made = std::move(write.mint)](const Minting& minting) {
    Minted minted = made ? made(minting) : Minted{};
    keep(*keeping, minted);
    return minted;
  };
  return steps;
}

std::vector<ParameterEdit> parameter_edits(const std::vector<Step>& steps) {
  std::vector<ParameterEdit> edits;
  for (const Step& step : steps)
    for (const Change& change : step.changes)
      if (change.kind == ChangeKind::parameter)
        edits.push_back(
            {.name = change.target, .before = change.old_value, .after = change.new_value});
  return edits;
}

std::string pending_path(const std::string& state_dir, const std::string& certificate) {
  return fmt::format("{}/{}{}.json", state_dir, pending_prefix,
                     crypto::sha256_hex(certificate).substr(0, 16));
}

}  // namespace postseal
