// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/material.hpp"

namespace postseal {

// What a peer pins of a certificate that is served.
struct KeyPin {
  std::string type{};        // "ec:p256"
  std::string public_key{};  // SHA-256 of the SubjectPublicKeyInfo, in colon form
};

// The pins of the certificates in files of material. Files that are not there, or that only root
// may read, have none; a note says so.
[[nodiscard]] std::vector<KeyPin> pins_of(Context& context, const std::vector<MaterialFile>& files);

// Whether a path exists, as far as this user can see.
[[nodiscard]] bool is_there(const Context& context, const std::string& path);

}  // namespace postseal
