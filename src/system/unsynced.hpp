// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "system/descriptor.hpp"

namespace postseal {

// What is asked of the kernel: the calls themselves, but in tests.
struct SyncCalls {
  std::function<int(int)> file{};
  std::function<int(int)> file_system{};
  // Whether one call for the file system of a descriptor is as good as one for each of its files.
  std::function<bool(int)> can_sync_file_system{};
};
[[nodiscard]] SyncCalls kernel_sync_calls();

// Files that were written and are not on disk for certain yet. Nothing may be renamed before
// settle(): few files are synced one by one, many of one file system by one call for all of it,
// which takes a journalling file system one commit instead of one for each file.
class Unsynced {
 public:
  // Of one file system, from this many files on. One of them costs about as much as a commit, but
  // what others have written there is waited for as well.
  static constexpr std::size_t many = 32;

  explicit Unsynced(SyncCalls calls = kernel_sync_calls()) : calls_(std::move(calls)) {}

  // To be called before the first byte of a file in this directory is written: from here on a
  // failed write-back is seen, whoever asked for it and whenever it was.
  void watch(int directory, const std::string& path);
  // A file in such a directory, written by now. PATH names it in messages and for forget().
  void add(const std::string& path, Descriptor file);
  // It is gone again: whether it reached the disk matters to nobody.
  void forget(const std::string& path);
  // On return all is on disk. Error "cannot-write" where something is not; it is asked for once.
  void settle();

 private:
  struct FileSystem {
    Descriptor directory{};  // the file system itself, for its errors since then
    bool synced_as_one = false;
    std::map<std::string, Descriptor> files{};  // closed where there are many
  };
  void settle(const FileSystem& system) const;

  SyncCalls calls_;
  std::map<dev_t, FileSystem> systems_{};
};

}  // namespace postseal
