// SPDX-License-Identifier: MIT
#include "system/unsynced.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <utility>

#include "system/failure.hpp"

namespace postseal {
namespace {

// syncfs(2) tells of data that could not be written back since Linux 5.8, and of a journal that
// failed since 5.17 (before, sync_filesystem() dropped what a file system's sync_fs returned).
bool kernel_tells_of_errors() {
  utsname kernel = {};
  if (::uname(&kernel) != 0) return false;
  const std::string_view release = kernel.release;
  std::pair<int, int> version;
  const char* end = release.data() + release.size();
  const auto [dot, error] = std::from_chars(release.data(), end, version.first);
  if (error != std::errc{} || dot == end || *dot != '.') return false;
  std::from_chars(dot + 1, end, version.second);
  return version >= std::pair(5, 17);
}

// Where syncfs is a commit of everything, down to the disk. Others keep their promise per file
// only: FUSE does not pass it on, overlayfs does not tell of the errors of what lies below it.
bool file_system_is_known(int fd) {
  constexpr unsigned long xfs = 0x58465342;  // not in every <linux/magic.h>
  constexpr std::array<unsigned long, 4> known{EXT4_SUPER_MAGIC /* 2 and 3 too */, xfs,
                                               BTRFS_SUPER_MAGIC, TMPFS_MAGIC};
  struct statfs seen = {};
  if (::fstatfs(fd, &seen) != 0) return false;
  return std::find(known.begin(), known.end(), static_cast<unsigned long>(seen.f_type)) !=
         known.end();
}

dev_t device_of(int fd, const std::string& path) {
  struct stat seen = {};
  if (::fstat(fd, &seen) != 0) throw system_error(path, "cannot be looked at", errno);
  return seen.st_dev;
}

void require_synced(int result, const std::string& path) {
  if (result != 0) throw system_error(path, "cannot be synced", errno);
}

}  // namespace

SyncCalls kernel_sync_calls() {
  return {.file = ::fsync, .file_system = ::syncfs, .can_sync_file_system = [](int fd) {
            return file_system_is_known(fd) && kernel_tells_of_errors();
          }};
}

void Unsynced::watch(int directory, const std::string& path) {
  const dev_t device = device_of(directory, path);
  if (systems_.contains(device)) return;
  FileSystem system{.synced_as_one = calls_.can_sync_file_system(directory)};
  if (system.synced_as_one) {
    // An opened file remembers what errors there were before it: one of our own, not a copy.
    system.directory = Descriptor(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!system.directory.is_open()) throw system_error(path, "cannot open its directory", errno);
  }
  systems_.emplace(device, std::move(system));
}

void Unsynced::add(const std::string& path, Descriptor file) {
  FileSystem& system = systems_.at(device_of(file.get(), path));
  if (!system.synced_as_one) {
    require_synced(calls_.file(file.get()), path);
    return;
  }
  // A descriptor that stays open keeps the file's errors from being forgotten; of many, the file
  // system's own does.
  const bool as_one = system.files.size() + 1 >= many;
  if (as_one) file.reset();
  system.files.insert_or_assign(path, std::move(file));
  if (system.files.size() == many)
    for (auto& [name, open] : system.files) open.reset();
}

void Unsynced::forget(const std::string& path) {
  for (auto& [device, system] : systems_) system.files.erase(path);
}

void Unsynced::settle(const FileSystem& system) const {
  const bool all_open = std::all_of(system.files.begin(), system.files.end(),
                                    [](const auto& file) { return file.second.is_open(); });
  if (all_open) {
    for (const auto& [path, file] : system.files) require_synced(calls_.file(file.get()), path);
    return;
  }
  require_synced(calls_.file_system(system.directory.get()), system.files.begin()->first);
}

void Unsynced::settle() {
  // What fails is not asked for again: the kernel would not tell a second time.
  const std::map<dev_t, FileSystem> systems = std::exchange(systems_, {});
  for (const auto& [device, system] : systems) settle(system);
}

}  // namespace postseal
