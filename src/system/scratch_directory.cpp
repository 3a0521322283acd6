// SPDX-License-Identifier: MIT
#include "system/scratch_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/plan.hpp"
#include "system/descriptor.hpp"
#include "system/failure.hpp"

namespace postseal {
namespace {

constexpr std::string_view prefix = "postseal-scratch-";

}  // namespace

ScratchDirectory::ScratchDirectory(const std::string& parent)
    : path_(fmt::format("{}/{}XXXXXX", parent, prefix)) {
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

void remove_scratch_directories(const std::string& parent) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(parent, error))
    if (entry.path().filename().string().starts_with(prefix) && !entry.is_symlink())
      std::filesystem::remove_all(entry.path(), error);
}

}  // namespace postseal
