// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/check_finding.hpp"
#include "core/checked_config.hpp"
#include "crypto/pem_objects.hpp"

namespace postseal {

// The files that check_material() looks at: each is read once, whoever asks for it.
class SeenFiles {
 public:
  explicit SeenFiles(const Host& host) : host_(host) {}

  [[nodiscard]] const Host& host() const noexcept { return host_; }
  // Of what links lead to; nullopt: not there, or not for us to look at.
  [[nodiscard]] const std::optional<FileStatus>& status(const std::string& path);
  // Not there, for sure: a directory that we may not search hides what root would find.
  [[nodiscard]] bool is_absent(const std::string& path);
  [[nodiscard]] bool is_file(const std::string& path);
  [[nodiscard]] bool is_directory(const std::string& path);
  // A file as Postfix reads it: both in one, certificates alone, a key alone. One that cannot be
  // read has an open_error.
  [[nodiscard]] const LoadableFile& chain(const std::string& path);
  [[nodiscard]] const LoadableFile& certificates(const std::string& path);
  [[nodiscard]] const LoadableFile& key(const std::string& path);

 private:
  using Loaded = std::map<std::string, LoadableFile>;
  using Reading = LoadableFile (*)(std::string name, std::string_view bytes);

  [[nodiscard]] const LoadableFile& read(Loaded& known, const std::string& path, Reading reading);

  const Host& host_;
  struct Look {
    std::optional<FileStatus> status{};
    bool hidden = false;
  };
  [[nodiscard]] const Look& look(const std::string& path);

  std::map<std::string, Look> looks_{};
  Loaded chains_{};
  Loaded certificates_{};
  Loaded keys_{};
};

// What the parts of check_material() share.
struct MaterialLook {
  Context& context;
  const CheckedConfig& config;
  int within = 30;  // days
  SeenFiles files;

  // As the daemons see it: relative names are below queue_directory.
  [[nodiscard]] std::string absolute(const std::string& path) const;
  [[nodiscard]] Time now() const { return context.host().now(); }
};

// The bytes of a file, read here; nullopt: not to be had.
[[nodiscard]] std::optional<Secret> bytes_of(const Host& host, const std::string& path);

[[nodiscard]] std::string parent_directory(const std::string& path);

// "main.cf" and the line, for a finding about what SETTING says of NAME.
[[nodiscard]] Finding finding_about(const Setting& setting, Finding finding);

}  // namespace postseal
