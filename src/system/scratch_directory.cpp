// SPDX-License-Identifier: MIT
#include "system/scratch_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>

#include "core/plan.hpp"
#include "system/descriptor.hpp"
#include "system/failure.hpp"

namespace postseal {
namespace {

constexpr std::string_view prefix = "postseal-scratch-";

// The process that made it; 0: none did.
pid_t maker_of(std::string_view name) {
  pid_t pid = 0;
  if (!name.starts_with(prefix)) return 0;
  name.remove_prefix(prefix.size());
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
  const bool whole = error == std::errc() && end != name.data() + name.size() && *end == '-';
  return whole && pid > 0 ? pid : 0;
}

// /tmp is everybody's: a directory of somebody else's is not ours to remove, whatever its name.
bool is_ours(const std::filesystem::path& path) {
  struct stat seen = {};
  return ::lstat(path.c_str(), &seen) == 0 && S_ISDIR(seen.st_mode) && seen.st_uid == ::geteuid();
}

}  // namespace

ScratchDirectory::ScratchDirectory(const std::string& parent)
    : path_(fmt::format("{}/{}{}-XXXXXX", parent, prefix, ::getpid())) {
  if (::mkdtemp(path_.data()) == nullptr)
    throw system_error(path_, "cannot create a scratch directory", errno);
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void ScratchDirectory::write(std::string_view name, std::string_view text) const {
  const std::string path = fmt::format("{}/{}", path_, name);
  const Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, private_mode));
  if (!file.is_open()) throw system_error(path, "cannot be created", errno);
  while (!text.empty()) {
    const ssize_t done = ::write(file.get(), text.data(), text.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw system_error(path, "cannot be written", errno);
    text.remove_prefix(static_cast<std::size_t>(done));
  }
}

std::string usual_scratch_place() {
  const char* base = ::getenv("TMPDIR");
  return base != nullptr && *base == '/' ? base : "/tmp";
}

void remove_left_scratch(const std::string& path) {
  const pid_t maker = maker_of(std::filesystem::path(path).filename().string());
  if (maker == 0 || ::kill(maker, 0) == 0 || errno != ESRCH || !is_ours(path)) return;
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

void remove_scratch_directories(const std::string& parent) {
  std::error_code error;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator entry(parent, error); !error && entry != end;
       entry.increment(error))
    remove_left_scratch(entry->path().string());
}

}  // namespace postseal
