// SPDX-License-Identifier: MIT
// PosixHost: the only code that changes files.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>

#include "crypto/sha256.hpp"
#include "system/failure.hpp"
#include "system/owners.hpp"
#include "system/posix_host.hpp"

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
  [[nodiscard]] const std::string& directory_path() const noexcept { return directory_path_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] int directory() const noexcept { return directory_.get(); }
  [[nodiscard]] std::string beside(std::string_view what) const {
    return fmt::format(".{}.postseal-{}-{:016x}", name_.substr(0, 200), what, random_number());
  }
  void sync() const {
    if (::fsync(directory_.get()) != 0)
      throw system_error(directory_path_, "cannot sync the directory", errno);
  }
  void rename(const std::string& from, const std::string& to) const {
    if (::renameat(directory(), from.c_str(), directory(), to.c_str()) != 0)
      throw system_error(path_, "cannot be put in place", errno);
  }
  // Keeps the file of this name under a second one, to be put back by undo.
  [[nodiscard]] bool keep_as(const std::string& backup) const {
    if (::linkat(directory(), name_.c_str(), directory(), backup.c_str(), 0) == 0) return true;
    if (errno == ENOENT) return false;
    throw system_error(path_, "cannot keep the old file beside it", errno);
  }
  void drop(std::string& name) const noexcept {
    if (!name.empty()) ::unlinkat(directory(), name.c_str(), 0);
    name.clear();
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

// What is replaced must be what the plan was made for.
void check_expected(const Place& place, const std::optional<std::string>& expected,
                    const Host& host) {
  struct stat seen = {};
  const bool there =
      ::fstatat(place.directory(), place.name().c_str(), &seen, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && !S_ISREG(seen.st_mode))
    throw Error(Fault::host,
                {.id = "output-not-a-file",
                 .subject = place.path(),
                 .message = S_ISLNK(seen.st_mode) ? "is a symbolic link"
                                                  : "is there, and is no regular file",
                 .hint = "an output never replaces one: remove it, or name its target"});
  if (!expected) return;
  const bool same =
      expected->empty()
          ? !there
          : there && crypto::sha256_hex(host.read(place.path(), input_cap).reveal()) == *expected;
  if (!same)
    throw Error(Fault::host, {.id = "changed-meanwhile",
                              .subject = place.path(),
                              .message = "was changed by someone else while this ran",
                              .hint = "run it again"});
}

class StagedFile final : public Staged {
 public:
  StagedFile(const Output& output, std::string_view bytes, const Host& host)
      : place_(output.path), output_(output), host_(host) {
    check_expected(place_, output_.expected, host_);
    temporary_ = place_.beside("new");
    const Descriptor file(::openat(place_.directory(), temporary_.c_str(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                   private_mode));
    if (!file.is_open()) {
      temporary_.clear();
      throw system_error(place_.path(), "cannot create a file beside it", errno);
    }
    try {
      fill(file.get(), bytes);
    } catch (...) {
      place_.drop(temporary_);
      throw;
    }
  }
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  ~StagedFile() override { place_.drop(temporary_); }

  void publish() override {
    check_expected(place_, output_.expected, host_);
    std::string backup = place_.beside("old");
    if (place_.keep_as(backup)) backup_ = backup;
    try {
      place_.rename(temporary_, place_.name());
    } catch (...) {
      place_.drop(backup_);
      throw;
    }
    temporary_.clear();
    published_ = true;
    try {
      place_.sync();
    } catch (...) {
      undo();
      throw;
    }
  }

  void undo() override {
    if (!std::exchange(published_, false)) return;
    if (backup_.empty()) {
      std::string name = place_.name();
      place_.drop(name);
    } else {
      place_.rename(backup_, place_.name());
      backup_.clear();
    }
    place_.sync();
  }

  void settle() override { place_.drop(backup_); }

 private:
  void fill(int fd, std::string_view bytes) const {
    uid_t uid = uid_of(output_.access.owner);
    gid_t gid = gid_of(output_.access.group);
    struct stat old = {};
    const bool replaces =
        ::fstatat(place_.directory(), place_.name().c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (replaces && ::geteuid() == 0) {  // a new file in an old one's place keeps its owner
      if (uid == same_owner) uid = old.st_uid;
      if (gid == same_owner) gid = old.st_gid;
    }
    write_all(fd, bytes, place_.path());
    if ((uid != same_owner || gid != same_owner) && ::fchown(fd, uid, gid) != 0)
      throw system_error(place_.path(), "cannot give it its owner", errno);
    if (::fchmod(fd, output_.access.mode) != 0)
      throw system_error(place_.path(), "cannot set its mode", errno);
    if (::fsync(fd) != 0) throw system_error(place_.path(), "cannot be synced", errno);
  }

  Place place_;
  Output output_;
  const Host& host_;
  std::string temporary_{};
  std::string backup_{};
  bool published_ = false;
};

class StagedRemoval final : public Staged {
 public:
  explicit StagedRemoval(const std::string& path) : place_(path) {}

  void publish() override {
    backup_ = place_.beside("old");
    place_.rename(place_.name(), backup_);
    place_.sync();
  }
  void undo() override {
    if (backup_.empty()) return;
    place_.rename(backup_, place_.name());
    backup_.clear();
    place_.sync();
  }
  void settle() override { place_.drop(backup_); }

 private:
  Place place_;
  std::string backup_{};
};

}  // namespace

std::unique_ptr<Staged> PosixHost::stage(const Output& output, std::string_view bytes) {
  return std::make_unique<StagedFile>(output, bytes, *this);
}

std::unique_ptr<Staged> PosixHost::stage_removal(const std::string& path) {
  return std::make_unique<StagedRemoval>(path);
}

void PosixHost::make_directory(const MakeDirectory& wanted) {
  const Place place(wanted.path);
  if (::mkdirat(place.directory(), place.name().c_str(), 0700) != 0)
    throw system_error(wanted.path, "cannot create the directory", errno);
  try {
    set_access({.path = wanted.path, .access = wanted.access});
    place.sync();
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
