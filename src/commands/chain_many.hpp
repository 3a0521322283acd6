// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/plan.hpp"

namespace postseal {

// What `chain build --out-dir` is asked for: a chain of every leaf, out of one pool of issuers.
struct ChainsWish {
  std::vector<std::string> leaves{};  // files, and directories of them
  std::vector<std::string> from{};
  std::optional<std::string> roots{};
  std::string out_dir{};  // DIR/NAME for each leaf NAME
  bool include_root = false;
  bool allow_incomplete = false;
};

// The plan that writes them, and what was found. Errors: those of reading, "issuer-missing",
// "exists", "would-lose-key", "value-invalid" for two leaves of one name.
[[nodiscard]] Planned plan_chains(const ChainsWish& wish, Context& context);

}  // namespace postseal
