// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/context.hpp"

namespace postseal {

// A file that makes a client call postseal.
struct HookFile {
  std::string path{};
  std::string name{};  // its template: "hooks/certbot.mustache"
  std::uint32_t mode = 0755;
};

// Where a client looks for its hook, or where its users will point it to.
struct HookPlace {
  std::string client{};
  std::string directory{};                // where the client keeps its configuration
  std::vector<std::string> below{};       // directories that may have to be made, outermost first
  std::vector<HookFile> files{};          // what names another stands after it
  std::vector<std::string> next_steps{};  // what is left to the user
};

struct HookPlaceOptions {
  std::string client{};
  std::string client_dir{};  // "": where the client usually has it
};

// Whether the directory of the client is there; where it usually is if none was given.
struct ClientDirectory {
  std::string path{};
  bool exists = false;
};

// Errors: "hook-path-unusable"; "option-missing" where it would be in a home that is not known.
[[nodiscard]] ClientDirectory client_directory(const HookPlaceOptions& options,
                                               const Context& context);

[[nodiscard]] HookPlace hook_place(const std::string& client, const std::string& directory,
                                   const Context& context);

// The same for dehydrated, whose configuration has a say in it.
[[nodiscard]] HookPlace dehydrated_place(const std::string& directory, const Context& context);

// What dehydrated's configuration names as its one hook, where that is not ours.
struct OtherHook {
  std::string config{};  // the file that sets it
  std::string hook{};
};
[[nodiscard]] std::optional<OtherHook> other_dehydrated_hook(const HookPlace& place,
                                                             const Context& context);

// Refuses what neither a script nor a shell's configuration holds safely: Error
// "hook-path-unusable".
void require_usable_path(const std::string& path, const std::string& subject);

// CLIENT and --client-dir.
[[nodiscard]] Argument hook_client_argument(const std::shared_ptr<HookPlaceOptions>& options);
[[nodiscard]] Flag client_dir_flag(const std::shared_ptr<HookPlaceOptions>& options);

}  // namespace postseal
