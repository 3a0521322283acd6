// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/secret.hpp"
#include "system/host.hpp"

namespace postseal {

// The global options that commands look at (those of printing stay in cli).
struct Globals {
  std::optional<std::string> config_dir{};
  std::optional<std::string> postfix_version{};
  std::optional<std::string> passphrase_file{};
  std::optional<std::string> template_dir{};
  bool force = false;
  bool dry_run = false;  // for nothing but the wording of a note
  bool allow_unsafe_dir = false;
};

// What a command may look at: the machine, the global options, and what follows from both.
// Everything is found when first asked for, so that a command that needs no Postfix asks none.
class Context {
 public:
  Context(const Host& host, Globals globals);

  [[nodiscard]] const Host& host() const noexcept { return host_; }
  [[nodiscard]] const Globals& globals() const noexcept { return globals_; }

 private:
  const Host& host_;
  Globals globals_;
};

}  // namespace postseal
