// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "commands/identity.hpp"
#include "core/secret.hpp"

namespace postseal {

// What each file holds, in the order of its parts; `key` and `certificate` say which half.
struct IdentityContent {
  std::string path{};
  bool secret = false;
  std::vector<std::pair<std::size_t, bool>> pieces{};  // part, true: its key
};

// The files of an identity, in the order in which they are written.
[[nodiscard]] std::vector<IdentityContent> contents_for(const std::vector<IdentityPart>& parts);

// The bytes of one, of parts that have both halves.
[[nodiscard]] Secret assembled(const IdentityContent& content,
                               const std::vector<IdentityPart>& parts);

}  // namespace postseal
