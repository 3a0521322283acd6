// SPDX-License-Identifier: MIT
// PosixHost: looking at files.
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "system/failure.hpp"
#include "system/posix_host.hpp"

namespace postseal {
namespace {

std::string user_name(uid_t uid) {
  if (uid == 0) return "root";  // no look-up for the usual case
  const passwd* entry = ::getpwuid(uid);
  return entry != nullptr ? entry->pw_name : std::to_string(uid);
}

std::string group_name(gid_t gid) {
  if (gid == 0) return "root";
  const group* entry = ::getgrgid(gid);
  return entry != nullptr ? entry->gr_name : std::to_string(gid);
}

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::regular;
  if (S_ISDIR(mode)) return FileKind::directory;
  if (S_ISLNK(mode)) return FileKind::symlink;
  return FileKind::other;
}

Error wrong_kind(const std::string& path, mode_t mode) {
  const char* what = "a socket";
  if (S_ISDIR(mode)) what = "a directory";
  if (S_ISCHR(mode) || S_ISBLK(mode)) what = "a device";
  return {Fault::input,
          {.id = "not-a-file",
           .subject = path,
           .message = fmt::format("is {}, not a file", what),
           .hint = "give a regular file, or - for standard input"}};
}

Error too_large(const std::string& path, std::uint64_t cap) {
  return {Fault::input,
          {.id = "too-large",
           .subject = path,
           .message = fmt::format("is larger than the {} MiB that are read of a file",
                                  cap / (1024 * 1024)),
           .hint = "no key, certificate or configuration is that large"}};
}

// Standard input and pipes have names that say where they come from.
std::string subject_of(const std::string& path) { return path == "-" ? "standard input" : path; }

}  // namespace

OwnerNames PosixHost::own_names() const {
  return {.owner = user_name(::geteuid()), .group = group_name(::getegid())};
}

std::optional<FileStatus> PosixHost::status(const std::string& path, Follow follow) const {
  struct stat seen = {};
  const int flags = follow == Follow::yes ? 0 : AT_SYMLINK_NOFOLLOW;
  if (::fstatat(AT_FDCWD, path.c_str(), &seen, flags) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw read_error(path, errno);
  }
  return FileStatus{.kind = kind_of(seen.st_mode),
                    .mode = seen.st_mode & 07777U,
                    .uid = seen.st_uid,
                    .gid = seen.st_gid,
                    .owner = user_name(seen.st_uid),
                    .group = group_name(seen.st_gid),
                    .size = static_cast<std::uint64_t>(seen.st_size),
                    .modified = Time{std::chrono::seconds{seen.st_mtim.tv_sec}}};
}

Secret PosixHost::read(const std::string& path, std::uint64_t cap) const {
  Secret bytes;
  read_pieces(path, cap, [&](std::string_view piece) { bytes.append(piece); });
  return bytes;
}

void PosixHost::read_pieces(const std::string& path, std::uint64_t cap,
                            const std::function<void(std::string_view)>& take) const {
  Descriptor opened;
  if (path != "-") {
    // O_NONBLOCK: opening a FIFO that nobody writes to must not hang before we know what it is.
    opened = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!opened.is_open()) throw read_error(path, errno);
  }
  const int fd = path == "-" ? STDIN_FILENO : opened.get();
  struct stat seen = {};
  if (::fstat(fd, &seen) != 0) throw read_error(subject_of(path), errno);
  const bool stream = path == "-" || S_ISFIFO(seen.st_mode);
  if (S_ISDIR(seen.st_mode) || (!stream && !S_ISREG(seen.st_mode)))
    throw wrong_kind(subject_of(path), seen.st_mode);
  if (S_ISREG(seen.st_mode) && static_cast<std::uint64_t>(seen.st_size) > cap)
    throw too_large(subject_of(path), cap);
  if (opened.is_open() && stream) ::fcntl(fd, F_SETFL, 0);

  std::uint64_t size = 0;
  std::vector<char> buffer(64 * 1024);
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw read_error(subject_of(path), errno);
    size += static_cast<std::uint64_t>(got);
    if (size > cap) throw too_large(subject_of(path), cap);
    take({buffer.data(), static_cast<std::size_t>(got)});
  }
  ::explicit_bzero(buffer.data(), buffer.size());
}

std::vector<std::string> PosixHost::list(const std::string& path) const {
  const auto close = [](DIR* directory) { ::closedir(directory); };
  const std::unique_ptr<DIR, decltype(close)> directory(::opendir(path.c_str()), close);
  if (!directory) throw read_error(path, errno);
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string PosixHost::resolve(const std::string& path) const {
  std::array<char, PATH_MAX> real{};
  if (::realpath(path.c_str(), real.data()) == nullptr) return absolute(path);
  return real.data();
}

std::string PosixHost::absolute(const std::string& path) const {
  if (path == "-" || path.empty()) return path;
  std::string result = std::filesystem::absolute(path).lexically_normal().string();
  if (result.size() > 1 && result.ends_with('/')) result.pop_back();  // "." and "tls/" have one
  return result;
}

bool PosixHost::is_trusted_directory(const std::string& path) const {
  struct stat seen = {};
  if (::stat(path.c_str(), &seen) != 0) throw read_error(path, errno);
  if ((seen.st_mode & S_ISVTX) != 0) return true;
  const bool ours = seen.st_uid == 0 || seen.st_uid == ::geteuid();
  return ours && (seen.st_mode & S_IWOTH) == 0;
}

std::optional<std::string> PosixHost::security_context(const std::string& path) const {
  std::array<char, 256> value{};
  const ssize_t size = ::getxattr(path.c_str(), "security.selinux", value.data(), value.size());
  if (size <= 0) return std::nullopt;
  return std::string(value.data());
}

}  // namespace postseal
