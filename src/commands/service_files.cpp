// SPDX-License-Identifier: MIT
#include "commands/service_files.hpp"

#include <fmt/format.h>

#include <string_view>

#include "core/error.hpp"

namespace postseal {
namespace {

// Of what leads to PATH something may be no directory.
std::string why_missing(const Host& host, const std::string& path) {
  for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    const auto seen = host.status(path.substr(0, at), Follow::yes);
    if (!seen) break;
    if (seen->kind != FileKind::directory) return "Not a directory";
  }
  return "No such file or directory";
}

constexpr std::string_view not_read = "cannot be read: ";

}  // namespace

const ServiceFiles::File& ServiceFiles::open(const std::string& name) {
  const std::string path =
      name.starts_with('/') ? name : fmt::format("{}/{}", queue_directory_, name);
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second;
  return files_.emplace(path, look(path)).first->second;
}

ServiceFiles::File ServiceFiles::look(const std::string& path) const {
  File file;
  if (path.empty() || path.find('\0') != std::string::npos)
    return {.error = "No such file or directory"};
  try {
    const auto seen = host_.status(path, Follow::yes);
    // A directory opens, and reads as if it were empty. A FIFO would be waited for.
    if (seen && seen->kind == FileKind::directory) return file;
    if (path == "/dev/null") return file;
    if (seen && seen->kind != FileKind::regular) return {.hidden = true};
    file.bytes = host_.read(path, input_cap);
  } catch (const Error& error) {
    const Problem& problem = error.problem();
    if (problem.id == "file-missing") return {.error = why_missing(host_, path)};
    const bool system = problem.id == "unreadable" && problem.message.starts_with(not_read);
    if (!system) return {.hidden = true};
    const std::string why = problem.message.substr(not_read.size());
    if (why == "Permission denied" && host_.effective_uid() != 0) return {.hidden = true};
    return {.error = why};
  }
  return file;
}

const LoadableFile& ServiceFiles::load(const std::string& name, Kind kind) {
  const auto known = loaded_.find({name, kind});
  if (known != loaded_.end()) return known->second;
  const File& file = open(name);
  const auto read = [&] {
    switch (kind) {
      case Kind::chain:
        return chain_file(name, file.bytes.reveal());
      case Kind::certificate:
        return certificate_file(name, file.bytes.reveal());
      case Kind::key:
        return key_file(name, file.bytes.reveal());
    }
    return LoadableFile{};
  };
  LoadableFile loaded =
      file.error ? LoadableFile{.file = {.name = name, .open_error = file.error}} : read();
  return loaded_.emplace(std::pair(name, kind), std::move(loaded)).first->second;
}

}  // namespace postseal
