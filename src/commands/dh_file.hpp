// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "commands/context.hpp"
#include "commands/files.hpp"
#include "core/dh_groups.hpp"
#include "core/plan.hpp"

namespace postseal {

// The DH file that goes with an identity: DIR/dh.pem.
struct DhFileSeen {
  OutputSeen out{};
  std::variant<DhGroup, int> wanted{DhGroup::ffdhe2048};  // a group, or bits of a prime of our own
  std::string kernel{};                                   // what wanted_dh_kernel says
  bool present = false;                                   // the file has it already
};

// POSTSEAL_DH_KERNEL, by which tests choose how a prime is searched for; empty where it is not set.
// Error "dh-kernel".
[[nodiscard]] std::string wanted_dh_kernel(const Context& context);

// Looks at what a choice means for this Postfix: "auto" is a file only where one is needed
// (ffdhe2048, for releases whose own prime is too short). nullopt: no file. Errors: "dh-needless"
// (this Postfix warns about the parameter that would name the file), "exists".
[[nodiscard]] std::optional<DhFileSeen> observe_dh_file(Context& context, const DhChoice& choice,
                                                        const std::string& dir);

// The step that writes it, or puts its mode right; none where all is well.
[[nodiscard]] std::vector<Step> dh_file_steps(const DhFileSeen& seen);

}  // namespace postseal
