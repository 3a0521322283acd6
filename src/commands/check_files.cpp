// SPDX-License-Identifier: MIT
#include "commands/check_files.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/error.hpp"

namespace postseal {

const SeenFiles::Look& SeenFiles::look(const std::string& path) {
  const auto known = looks_.find(path);
  if (known != looks_.end()) return known->second;
  Look look;
  try {
    look.status = host_.status(path, Follow::yes);
  } catch (const Error&) {
    look.hidden = true;
  }
  return looks_.emplace(path, std::move(look)).first->second;
}

const std::optional<FileStatus>& SeenFiles::status(const std::string& path) {
  return look(path).status;
}

bool SeenFiles::is_absent(const std::string& path) {
  const Look& seen = look(path);
  return !seen.status && !seen.hidden;
}

bool SeenFiles::is_file(const std::string& path) {
  const auto& seen = status(path);
  return seen && seen->kind == FileKind::regular;
}

bool SeenFiles::is_directory(const std::string& path) {
  const auto& seen = status(path);
  return seen && seen->kind == FileKind::directory;
}

const LoadableFile& SeenFiles::read(Loaded& known, const std::string& path, Reading reading) {
  const auto found = known.find(path);
  if (found != known.end()) return found->second;
  LoadableFile file;
  try {
    file = reading(path, host_.read(path).reveal());
  } catch (const Error& error) {
    file = {.file = {.name = path, .open_error = error.problem().message}};
  }
  return known.emplace(path, std::move(file)).first->second;
}

const LoadableFile& SeenFiles::chain(const std::string& path) {
  return read(chains_, path, chain_file);
}
const LoadableFile& SeenFiles::certificates(const std::string& path) {
  return read(certificates_, path, certificate_file);
}
const LoadableFile& SeenFiles::key(const std::string& path) { return read(keys_, path, key_file); }

std::string MaterialLook::absolute(const std::string& path) const {
  if (path.empty() || path.starts_with('/')) return path;
  return fmt::format("{}/{}", value_in(config, nullptr, "queue_directory"), path);
}

std::optional<Secret> bytes_of(const Host& host, const std::string& path) {
  try {
    return host.read(path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string parent_directory(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

Finding finding_about(const Setting& setting, Finding finding) {
  if (!setting.path.empty()) finding.subject = setting.path;
  if (setting.line > 0) finding.line = setting.line;
  return finding;
}

}  // namespace postseal
