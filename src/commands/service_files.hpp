// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/secret.hpp"
#include "crypto/pem_objects.hpp"
#include "system/host.hpp"

namespace postseal {

// The files of all services, as a daemon opens them before it gives up root and its chroot is on:
// each is read once. What is wrong with one is part of the answer.
class ServiceFiles {
 public:
  ServiceFiles(const Host& host, std::string queue_directory)
      : host_(host), queue_directory_(std::move(queue_directory)) {}

  struct File {
    Secret bytes{};
    std::optional<std::string> error{};  // of open(2), as strerror(3) has it
    bool hidden = false;                 // root can read it, we cannot; or we would wait for it
  };
  // NAME as in main.cf: below the queue directory if it is relative.
  [[nodiscard]] const File& open(const std::string& name);

  enum class Kind { chain, certificate, key };
  // As the loader model wants it.
  [[nodiscard]] const LoadableFile& load(const std::string& name, Kind kind);

  // Whether a file that was asked for is hidden.
  [[nodiscard]] bool is_hidden(const std::string& name) { return open(name).hidden; }

 private:
  [[nodiscard]] File look(const std::string& path) const;

  const Host& host_;
  std::string queue_directory_;
  std::map<std::string, File> files_{};
  std::map<std::pair<std::string, Kind>, LoadableFile> loaded_{};
};

}  // namespace postseal
