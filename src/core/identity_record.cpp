// SPDX-License-Identifier: MIT
#include "core/identity_record.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

constexpr int format = 1;

Error damaged(const std::string& path, std::string_view why) {
  return {Fault::host,
          {.id = "record-damaged",
           .subject = path,
           .message = fmt::format("is no record of postseal: {}", why),
           .hint = "move it away: the certificates in use stay, older generations are forgotten"}};
}

long seconds(Time time) { return time.time_since_epoch().count(); }
Time time_in(const Json& json) { return Time(std::chrono::seconds(json.get<long>())); }

Json nullable(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

std::optional<std::string> optional_in(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<std::string>();
}

Json as_json(const Generation& generation) {
  Json files = Json::array();
  for (const StoredFile& file : generation.files)
    files.push_back({{"path", file.path}, {"stored", file.stored}, {"mode", file.mode}});
  Json parameters = Json::array();
  for (const ParameterEdit& edit : generation.parameters)
    parameters.push_back(
        {{"name", edit.name}, {"before", nullable(edit.before)}, {"after", nullable(edit.after)}});
  Json leaves = Json::array();
  for (const LeafRecord& leaf : generation.leaves)
    leaves.push_back({{"algorithm", leaf.algorithm},
                      {"fingerprint", leaf.fingerprint},
                      {"not_after", seconds(leaf.not_after)},
                      {"self_signed", leaf.self_signed}});
  return {{"id", generation.id},        {"made", seconds(generation.made)},
          {"why", generation.why},      {"copy_of", generation.copy_of},
          {"files", std::move(files)},  {"parameters", std::move(parameters)},
          {"leaves", std::move(leaves)}};
}

Generation generation_in(const Json& json) {
  Generation generation{.id = json.at("id"),
                        .made = time_in(json.at("made")),
                        .why = json.at("why"),
                        .copy_of = json.at("copy_of")};
  for (const Json& file : json.at("files"))
    generation.files.push_back(
        {.path = file.at("path"), .stored = file.at("stored"), .mode = file.at("mode")});
  for (const Json& edit : json.at("parameters"))
    generation.parameters.push_back({.name = edit.at("name"),
                                     .before = optional_in(edit.at("before")),
                                     .after = optional_in(edit.at("after"))});
  for (const Json& leaf : json.at("leaves"))
    generation.leaves.push_back({.algorithm = leaf.at("algorithm"),
                                 .fingerprint = leaf.at("fingerprint"),
                                 .not_after = time_in(leaf.at("not_after")),
                                 .self_signed = leaf.at("self_signed")});
  return generation;
}

// Whoever reads the record writes to these paths as root.
bool is_sound(const Generation& generation) {
  return generation.id > 0 &&
         std::all_of(generation.files.begin(), generation.files.end(), [](const StoredFile& file) {
           return file.path.starts_with('/') && file.path.find("/../") == std::string::npos &&
                  !file.stored.empty() && file.stored.find('/') == std::string::npos &&
                  (file.mode & ~0777U) == 0;
         });
}

Json parsed(std::string_view text, const std::string& path) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw damaged(path, "it is not JSON");
  if (!json.is_object() || json.value("format", 0) != format)
    throw damaged(path, "another version of postseal wrote it");
  return json;
}

std::string dumped(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

const Generation* IdentityRecord::find(int id) const {
  const auto found = std::find_if(generations.begin(), generations.end(),
                                  [id](const Generation& one) { return one.id == id; });
  return found == generations.end() ? nullptr : &*found;
}

bool IdentityRecord::knows(std::string_view fingerprint) const {
  if (std::find(held.begin(), held.end(), fingerprint) != held.end()) return true;
  return !generations.empty() &&
         std::any_of(generations.back().leaves.begin(), generations.back().leaves.end(),
                     [&](const LeafRecord& leaf) { return leaf.fingerprint == fingerprint; });
}

const Generation* IdentityRecord::previous() const {
  if (generations.empty()) return nullptr;
  const int origin = generations.back().origin();
  const Generation* best = nullptr;
  for (const Generation& one : generations)
    if (one.copy_of == 0 && one.id < origin && (best == nullptr || one.id > best->id)) best = &one;
  return best;
}

std::vector<std::string> IdentityRecord::prune() {
  std::vector<int> originals;
  for (const Generation& one : generations)
    if (one.copy_of == 0) originals.push_back(one.id);
  std::sort(originals.rbegin(), originals.rend());
  const int current = generations.empty() ? 0 : generations.back().origin();
  const auto stays = [&](const Generation& one) {
    const auto place = std::find(originals.begin(), originals.end(), one.origin());
    return one.origin() == current ||
           (place != originals.end() && place - originals.begin() < generations_kept);
  };
  std::vector<std::string> gone;
  for (const Generation& one : generations)
    if (!stays(one))
      for (const StoredFile& file : one.files) gone.push_back(file.stored);
  std::erase_if(generations, [&](const Generation& one) { return !stays(one); });
  return gone;
}

std::string record_name(std::string_view identity) {
  return fmt::format("{}.record.json", identity);
}

std::string record_text(const IdentityRecord& record) {
  Json generations = Json::array();
  for (const Generation& one : record.generations) generations.push_back(as_json(one));
  Json sources = Json::array();
  for (const SourceRecord& one : record.sources)
    sources.push_back({{"algorithm", one.algorithm},
                       {"certificate", one.certificate},
                       {"key", one.key},
                       {"chain", one.chain}});
  return dumped({{"format", format},
                 {"identity", record.name},
                 {"layout", record.layout == Layout::single ? "single" : "split"},
                 {"generations", std::move(generations)},
                 {"held", record.held},
                 {"sources", std::move(sources)}});
}

IdentityRecord parse_record(std::string_view text, const std::string& path) {
  const Json json = parsed(text, path);
  try {
    IdentityRecord record{.name = json.at("identity"),
                          .layout = json.at("layout") == "split" ? Layout::split : Layout::single,
                          .held = json.at("held")};
    for (const Json& one : json.at("generations")) record.generations.push_back(generation_in(one));
    if (std::all_of(record.generations.begin(), record.generations.end(),
                    [](const Generation& one) { return is_sound(one); }))
      return record;
  } catch (const Json::exception&) {
    throw damaged(path, "a part of it is missing or of the wrong kind");
  }
  throw damaged(path, "it names files where postseal keeps none");
}

std::string pending_text(const PendingRecord& record) {
  return dumped({{"format", format},
                 {"certificate", record.certificate},
                 {"key", record.key},
                 {"chain", record.chain},
                 {"identity", record.identity},
                 {"names", record.names},
                 {"allow_name_loss", record.allow_name_loss},
                 {"keep_self_signed", record.keep_self_signed},
                 {"require_live", record.require_live},
                 {"since", seconds(record.since)},
                 {"error_id", record.error_id},
                 {"error", record.error}});
}

PendingRecord parse_pending(std::string_view text, const std::string& path) {
  const Json json = parsed(text, path);
  try {
    return {.certificate = json.at("certificate"),
            .key = json.at("key"),
            .chain = json.at("chain"),
            .identity = json.at("identity"),
            .names = json.at("names"),
            .allow_name_loss = json.at("allow_name_loss"),
            .keep_self_signed = json.at("keep_self_signed"),
            .require_live = json.at("require_live"),
            .since = time_in(json.at("since")),
            .error_id = json.at("error_id"),
            .error = json.at("error")};
  } catch (const Json::exception&) {
    throw damaged(path, "a part of it is missing or of the wrong kind");
  }
}

}  // namespace postseal
