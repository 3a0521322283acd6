// SPDX-License-Identifier: MIT
#include "core/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/error.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

constexpr int format = 1;
constexpr std::string_view mark = ".postseal-";

Error damaged(const std::string& path, std::string_view why) {
  return {Fault::host,
          {.id = "journal-damaged",
           .subject = path,
           .message = fmt::format("is no journal of a transaction: {}", why),
           .hint = "look at it, and at the files it names; then move it away"}};
}

struct Split {
  std::string_view directory{};
  std::string_view name{};
};

Split split(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {.name = path};
  return {.directory = path.substr(0, slash), .name = path.substr(slash + 1)};
}

bool is_plain(std::string_view path) {
  return path.starts_with('/') && !path.ends_with('/') && path.find('\0') == path.npos &&
         path.find("/../") == path.npos && !path.ends_with("/..");
}

bool is_beside(const std::string& sidecar, const std::string& path) {
  if (sidecar.empty()) return true;
  const Split one = split(sidecar);
  const Split other = split(path);
  return one.directory == other.directory && pid_of_sidecar(one.name) != 0 &&
         one.name.substr(1).starts_with(other.name.substr(0, 200));
}

bool is_digest(std::string_view text) {
  return text.empty() ||
         (text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos);
}

bool is_sound(const JournalFile& file) {
  return is_plain(file.path) && is_beside(file.temporary, file.path) &&
         is_beside(file.backup, file.path) && is_digest(file.before) && is_digest(file.after) &&
         file.temporary.empty() == file.after.empty();
}

bool is_sound(const Journal& journal) {
  const auto plain = [](const std::string& path) { return is_plain(path); };
  return std::all_of(journal.directories.begin(), journal.directories.end(), plain) &&
         std::all_of(journal.material.begin(), journal.material.end(), plain) &&
         std::all_of(journal.files.begin(), journal.files.end(),
                     [](const JournalFile& file) { return is_sound(file); }) &&
         std::all_of(journal.accesses.begin(), journal.accesses.end(),
                     [&](const JournalAccess& access) { return is_plain(access.path); }) &&
         (journal.config_dir.empty() || is_plain(journal.config_dir));
}

Json as_json(const JournalAccess::State& state) {
  return {{"mode", state.mode}, {"uid", state.uid}, {"gid", state.gid}};
}

JournalAccess::State state_in(const Json& json) {
  return {.mode = json.at("mode"), .uid = json.at("uid"), .gid = json.at("gid")};
}

Journal read(const Json& json) {
  Journal journal{.directories = json.at("directories"),
                  .config_dir = json.at("config_dir"),
                  .material = json.at("material"),
                  .confirm = json.at("confirm"),
                  .require_live = json.at("require_live")};
  for (const Json& file : json.at("files"))
    journal.files.push_back({.path = file.at("path"),
                             .temporary = file.at("temporary"),
                             .backup = file.at("backup"),
                             .before = file.at("before"),
                             .after = file.at("after")});
  for (const Json& access : json.at("accesses"))
    journal.accesses.push_back({.path = access.at("path"),
                                .before = state_in(access.at("before")),
                                .after = state_in(access.at("after"))});
  return journal;
}

}  // namespace

std::string sidecar_name(std::string_view name, std::string_view what, std::uint32_t pid,
                         std::uint64_t number) {
  return fmt::format(".{}{}{}-{}-{:016x}", name.substr(0, 200), mark, what, pid, number);
}

std::uint32_t pid_of_sidecar(std::string_view name) {
  const std::size_t found = name.rfind(mark);
  if (!name.starts_with('.') || found == name.npos || found == 0) return 0;
  std::string_view rest = name.substr(found + mark.size());
  if (!rest.starts_with("new-") && !rest.starts_with("old-")) return 0;
  rest.remove_prefix(4);
  std::uint32_t pid = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), pid);
  const std::string_view number(end, static_cast<std::size_t>(rest.data() + rest.size() - end));
  if (error != std::errc{} || number.size() != 17 || !number.starts_with('-')) return 0;
  return number.find_first_not_of("0123456789abcdef", 1) == number.npos ? pid : 0;
}

std::string journal_name(JournalStage stage) {
  switch (stage) {
    case JournalStage::staged:
      return "journal.staged";
    case JournalStage::published:
      return "journal.published";
    case JournalStage::committed:
      return "journal.committed";
  }
  return {};
}

std::string journal_text(const Journal& journal) {
  Json files = Json::array();
  for (const JournalFile& file : journal.files)
    files.push_back({{"path", file.path},
                     {"temporary", file.temporary},
                     {"backup", file.backup},
                     {"before", file.before},
                     {"after", file.after}});
  Json accesses = Json::array();
  for (const JournalAccess& access : journal.accesses)
    accesses.push_back({{"path", access.path},
                        {"before", as_json(access.before)},
                        {"after", as_json(access.after)}});
  const Json json = {{"format", format},
                     {"directories", journal.directories},
                     {"files", std::move(files)},
                     {"accesses", std::move(accesses)},
                     {"config_dir", journal.config_dir},
                     {"material", journal.material},
                     {"confirm", journal.confirm},
                     {"require_live", journal.require_live}};
  try {
    return json.dump(1) + "\n";
  } catch (const Json::exception&) {
    throw Error(Fault::host, {.id = "path-unusable",
                              .subject = "journal",
                              .message = "a path of this transaction is not UTF-8",
                              .hint = "use directories with plain names"});
  }
}

Journal parse_journal(std::string_view text, const std::string& path) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw damaged(path, "it is not JSON");
  try {
    if (json.at("format") != format) throw damaged(path, "another version of postseal wrote it");
    Journal journal = read(json);
    if (is_sound(journal)) return journal;
  } catch (const Json::exception&) {
    throw damaged(path, "a part of it is missing or of the wrong kind");
  }
  throw damaged(path, "it names files where postseal keeps none");
}

}  // namespace postseal
