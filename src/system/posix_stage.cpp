// SPDX-License-Identifier: MIT
// PosixHost: the only code that changes files.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>

#include "crypto/sha256.hpp"
#include "system/failure.hpp"
#include "system/owners.hpp"
#include "system/posix_host.hpp"
#include "system/scratch_directory.hpp"

namespace postseal {
namespace {

std::uint64_t random_number() {
  std::uint64_t value = 0;
  if (::getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value))
    throw system_error("random numbers", "the kernel gives none", errno);
  return value;
}

// A directory held open, so that every step works on the same one whatever is renamed meanwhile.
class Place {
 public:
  explicit Place(const std::string& path)
      : path_(path),
        directory_path_(std::filesystem::path(path).parent_path().string()),
        name_(std::filesystem::path(path).filename().string()),
        directory_(::open(directory_path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (!directory_.is_open())
      throw system_error(path, fmt::format("cannot open its directory {}", directory_path_), errno);
  }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] int directory() const noexcept { return directory_.get(); }
  // A name for a file beside it: "new" or "old".
  [[nodiscard]] std::string beside(std::string_view what) const {
    return fmt::format(
        "{}/{}", directory_path_ == "/" ? "" : directory_path_,
        sidecar_name(name_, what, static_cast<std::uint32_t>(::getpid()), random_number()));
  }
  // nullopt: nothing there.
  [[nodiscard]] std::optional<struct stat> look() const {
    struct stat seen = {};
    if (::fstatat(directory(), name_.c_str(), &seen, AT_SYMLINK_NOFOLLOW) == 0) return seen;
    if (errno == ENOENT) return std::nullopt;
    throw system_error(path_, "cannot be looked at", errno);
  }
  // PATH is beside it.
  void rename_from(const std::string& path) const {
    const std::string from = std::filesystem::path(path).filename().string();
    if (::renameat(directory(), from.c_str(), directory(), name_.c_str()) != 0)
      throw system_error(path_, "cannot be put in place", errno);
  }
  // A second name for it; "": it is not there.
  [[nodiscard]] std::string keep() const {
    const std::string backup = beside("old");
    const std::string to = std::filesystem::path(backup).filename().string();
    if (::linkat(directory(), name_.c_str(), directory(), to.c_str(), 0) == 0) return backup;
    if (errno == ENOENT) return {};
    throw system_error(path_, "cannot keep the old file beside it", errno);
  }
  void remove() const {
    if (::unlinkat(directory(), name_.c_str(), 0) != 0 && errno != ENOENT)
      throw system_error(path_, "cannot be removed", errno);
  }

 private:
  std::string path_;
  std::string directory_path_;
  std::string name_;
  Descriptor directory_;
};

void write_all(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw system_error(path, "cannot be written", errno);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

Error not_a_file(const std::string& path, mode_t mode) {
  return {Fault::host,
          {.id = "output-not-a-file",
           .subject = path,
           .message = S_ISLNK(mode) ? "is a symbolic link" : "is there, and is no regular file",
           .hint = "an output never replaces one: remove it, or name its target"}};
}

// What is replaced must be what the plan was made for.
void require_unchanged(const std::string& path, const std::string& expected,
                       const std::string& found) {
  if (found == expected) return;
  throw Error(Fault::host, {.id = "changed-meanwhile",
                            .subject = path,
                            .message = "was changed by someone else while this ran",
                            .hint = "run it again"});
}

void fill(int fd, const Place& place, const Access& access, std::string_view bytes) {
  uid_t uid = uid_of(access.owner);
  gid_t gid = gid_of(access.group);
  const auto old = place.look();
  if (old && ::geteuid() == 0) {  // a new file in an old one's place keeps its owner
    if (uid == same_owner) uid = old->st_uid;
    if (gid == same_owner) gid = old->st_gid;
  }
  write_all(fd, bytes, place.path());
  if ((uid != same_owner || gid != same_owner) && ::fchown(fd, uid, gid) != 0)
    throw system_error(place.path(), "cannot give it its owner", errno);
  if (::fchmod(fd, access.mode) != 0)
    throw system_error(place.path(), "cannot set its mode", errno);
}

void unlink_quietly(const std::string& path) noexcept {
  if (!path.empty()) ::unlink(path.c_str());
}

}  // namespace

std::string PosixHost::digest(const std::string& path) const {
  constexpr std::uint64_t cap = 1UL << 30U;  // the index of a table of keys may be large
  const auto seen = Place(path).look();
  if (!seen) return {};
  if (!S_ISREG(seen->st_mode)) throw not_a_file(path, seen->st_mode);
  return crypto::sha256_hex(read(path, cap).reveal());
}

JournalFile PosixHost::stage(const Output& output, std::string_view bytes) {
  const Place place(output.path);
  JournalFile staged{
      .path = output.path, .before = digest(output.path), .after = crypto::sha256_hex(bytes)};
  if (output.expected) require_unchanged(output.path, *output.expected, staged.before);
  unsynced_.watch(place.directory(), output.path);
  std::string temporary = place.beside("new");
  Descriptor file(::openat(place.directory(), std::filesystem::path(temporary).filename().c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, private_mode));
  if (!file.is_open()) throw system_error(output.path, "cannot create a file beside it", errno);
  staged.temporary = std::move(temporary);
  try {
    fill(file.get(), place, output.access, bytes);
    unsynced_.add(staged.temporary, std::move(file));
    staged.backup = place.keep();
    return staged;
  } catch (...) {
    unsynced_.forget(staged.temporary);
    unlink_quietly(staged.temporary);
    throw;
  }
}

JournalFile PosixHost::stage_removal(const std::string& path) {
  JournalFile staged{.path = path, .before = digest(path)};
  staged.backup = Place(path).keep();
  return staged;
}

void PosixHost::publish(const JournalFile& file) {
  unsynced_.settle();
  const Place place(file.path);
  require_unchanged(file.path, file.before, digest(file.path));
  if (file.temporary.empty())
    place.remove();
  else
    place.rename_from(file.temporary);
}

void PosixHost::put_back(const JournalFile& file) {
  const Place place(file.path);
  if (file.backup.empty())
    place.remove();
  else
    place.rename_from(file.backup);
}

void PosixHost::move(const std::string& from, const std::string& to) {
  unsynced_.settle();
  Place(to).rename_from(from);
  sync_directory(std::filesystem::path(to).parent_path().string());
}

void PosixHost::drop(const std::string& path) {
  unsynced_.forget(path);
  Place(path).remove();
}

void PosixHost::sync_directory(const std::string& path) {
  unsynced_.settle();  // a name on disk without its content would be worse than none
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open()) throw system_error(path, "cannot open the directory", errno);
  if (::fsync(directory.get()) != 0 && errno != EINVAL)  // EINVAL: such a file system has no way
    throw system_error(path, "cannot sync the directory", errno);
}

void PosixHost::sweep(const std::string& directory, const std::vector<std::string>& keep) {
  remove_scratch_directories(usual_scratch_place());
  for (const std::string& name : list(directory)) {
    const auto pid = static_cast<pid_t>(pid_of_sidecar(name));
    const std::string path = fmt::format("{}/{}", directory, name);
    remove_left_scratch(path);
    if (pid <= 0 || std::find(keep.begin(), keep.end(), path) != keep.end()) continue;
    if (::kill(pid, 0) != 0 && errno == ESRCH) drop(path);
  }
}

void PosixHost::make_directory(const MakeDirectory& wanted) {
  const Place place(wanted.path);
  // With its mode from the start: a run that is killed here leaves no other behind.
  const mode_t mask = ::umask(0);
  const int made = ::mkdirat(place.directory(), place.name().c_str(), wanted.access.mode);
  const int error = errno;
  ::umask(mask);
  if (made != 0) throw system_error(wanted.path, "cannot create the directory", error);
  try {
    set_access({.path = wanted.path, .access = wanted.access});
    sync_directory(std::filesystem::path(wanted.path).parent_path().string());
  } catch (...) {
    ::unlinkat(place.directory(), place.name().c_str(), AT_REMOVEDIR);
    throw;
  }
}

void PosixHost::remove_directory(const std::string& path) {
  if (::rmdir(path.c_str()) != 0) throw system_error(path, "cannot remove the directory", errno);
}

void PosixHost::set_access(const SetAccess& wanted) {
  const Descriptor file(
      ::open(wanted.path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open()) throw system_error(wanted.path, "cannot open it", errno);
  const uid_t uid = uid_of(wanted.access.owner);
  const gid_t gid = gid_of(wanted.access.group);
  // Bits are taken away before the owner changes, and given only after it.
  struct stat seen = {};
  if (::fstat(file.get(), &seen) != 0) throw system_error(wanted.path, "cannot look at it", errno);
  const mode_t narrow = seen.st_mode & wanted.access.mode & 07777U;
  if (::fchmod(file.get(), narrow) != 0)
    throw system_error(wanted.path, "cannot set its mode", errno);
  if ((uid != same_owner || gid != same_owner) && ::fchown(file.get(), uid, gid) != 0)
    throw system_error(wanted.path, "cannot give it its owner", errno);
  if (::fchmod(file.get(), wanted.access.mode) != 0)
    throw system_error(wanted.path, "cannot set its mode", errno);
}

void PosixHost::lock(const std::string& config_dir, int timeout) {
  Descriptor directory(::open(config_dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open()) throw read_error(config_dir, errno);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(timeout);
  while (::flock(directory.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR)
      throw system_error(config_dir, "cannot be locked", errno);
    if (std::chrono::steady_clock::now() >= deadline)
      throw Error(Fault::host,
                  {.id = "locked",
                   .subject = config_dir,
                   .message = fmt::format("another run holds the lock after {} seconds", timeout),
                   .hint = "wait for it, or give --lock-timeout SECONDS"});
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  lock_ = std::move(directory);
}

void PosixHost::write_out(std::string_view bytes) {
  write_all(STDOUT_FILENO, bytes, "standard output");
}

}  // namespace postseal
