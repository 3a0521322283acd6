// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace postseal {

enum class Severity { info, warning, error };

// Something a check discovered. Data: never thrown.
struct Finding {
  std::string id{};  // kebab-case, stable, known to `postseal explain`
  Severity severity = Severity::error;
  std::string subject{};
  std::optional<int> line{};
  std::string message{};
  std::string hint{};
};

}  // namespace postseal
