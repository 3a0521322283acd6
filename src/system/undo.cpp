// SPDX-License-Identifier: MIT
#include "system/undo.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <utility>

#include "core/error.hpp"

namespace postseal {
namespace {

constexpr const char* changed = "was changed by someone else since";

std::string directory_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}

class Undoing {
 public:
  explicit Undoing(Host& host) : host_(host) {}

  void put_back(const JournalAccess& access);
  [[nodiscard]] bool put_back(const JournalFile& file);
  void sync();
  [[nodiscard]] std::vector<std::string> take() && { return std::move(failed_); }

 private:
  template <typename Action>
  void attempt(const std::string& path, Action&& action) {
    try {
      action();
    } catch (const Error& error) {
      failed_.push_back(fmt::format("{}: {}", path, error.problem().message));
    }
  }
  void restore(const JournalFile& file);

  Host& host_;
  std::set<std::string> touched_{};  // directories
  std::vector<std::string> failed_{};
};

void Undoing::put_back(const JournalAccess& access) {
  attempt(access.path, [&] {
    const auto now = host_.status(access.path, Follow::no);
    if (!now || now->kind != FileKind::regular) return;
    const JournalAccess::State state{.mode = now->mode, .uid = now->uid, .gid = now->gid};
    if (state != access.after) return;
    host_.set_access({.path = access.path,
                      .access = {.mode = access.before.mode,
                                 .owner = std::to_string(access.before.uid),
                                 .group = std::to_string(access.before.gid)}});
  });
}

// While its temporary is there, a file was never published: whatever stands at its place is not of
// our making.
void Undoing::restore(const JournalFile& file) {
  const bool unpublished =
      !file.temporary.empty() && host_.status(file.temporary, Follow::no).has_value();
  if (!unpublished) {
    const std::string now = host_.digest(file.path);
    if (now != file.before) {
      if (now != file.after)
        throw Error(
            Fault::host,
            {.id = "changed-meanwhile", .subject = file.path, .message = changed, .hint = ""});
      host_.put_back(file);
    }
  }
  if (unpublished) host_.drop(file.temporary);
  if (!file.backup.empty()) host_.drop(file.backup);
  touched_.insert(directory_of(file.path));
}

bool Undoing::put_back(const JournalFile& file) {
  const std::size_t before = failed_.size();
  attempt(file.path, [&] { restore(file); });
  return failed_.size() == before;
}

void Undoing::sync() {
  for (const std::string& directory : touched_)
    attempt(directory, [&] { host_.sync_directory(directory); });
}

}  // namespace

std::vector<std::string> undo(const Journal& journal, Host& host) {
  Undoing undoing(host);
  for (auto access = journal.accesses.rbegin(); access != journal.accesses.rend(); ++access)
    undoing.put_back(*access);
  // What was published last may need what was published before: main.cf needs the key that it
  // names.
  for (auto file = journal.files.rbegin(); file != journal.files.rend(); ++file)
    if (!undoing.put_back(*file)) break;
  undoing.sync();
  return std::move(undoing).take();
}

void drop_leftovers(const Journal& journal, Host& host) {
  for (const JournalFile& file : journal.files)
    for (const std::string& path : {file.temporary, file.backup})
      if (!path.empty()) host.drop(path);
}

}  // namespace postseal
