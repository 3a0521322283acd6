// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace postseal {

// A file below templates/, compiled in by embed_templates.cmake.
struct EmbeddedTemplate {
  std::string_view name{};  // "main.cf/main.cf.mustache"
  std::string_view text{};
};

// All of them, sorted by name.
[[nodiscard]] std::span<const EmbeddedTemplate> embedded_templates();

}  // namespace postseal
