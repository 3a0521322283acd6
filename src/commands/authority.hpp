// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/material_files.hpp"

namespace postseal {

// The files of a CA of our own in its directory.
struct AuthorityPaths {
  std::string root_key{};
  std::string root{};
  std::string intermediate_key{};
  std::string intermediate{};
};
[[nodiscard]] AuthorityPaths authority_paths(const std::string& directory);

// What signs: the intermediate, below the root.
struct Authority {
  Certificate root;
  Certificate intermediate;
  std::shared_ptr<const PrivateKey> key{};  // of the intermediate
  std::string directory{};
};

// Errors: "ca-missing", "ca-broken" (its parts do not belong together), "issuer-expired",
// "issuer-not-yet-valid", and those of reading.
[[nodiscard]] Authority read_authority(Context& context, const std::string& directory);

}  // namespace postseal
