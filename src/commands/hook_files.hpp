// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "commands/files.hpp"
#include "commands/hook_places.hpp"
#include "core/error.hpp"
#include "core/renderer.hpp"

namespace postseal {

// Whose a file in the place of a hook is. Ours have a mark with the digest of all their other
// lines, so that what somebody changed by hand is seen.
enum class HookOrigin { absent, ours, changed, foreign };

[[nodiscard]] HookOrigin origin_of(const OutputSeen& seen);

// What a hook's template may name besides its mark.
struct HookWords {
  std::string postseal{};  // the command up to "hook run", as words of a shell
  std::string script{};    // the place's first file
  std::string client_dir{};
};

// The text of a hook with its mark. Error "template-invalid" for a template without one.
[[nodiscard]] std::string hook_text(const HookFile& file, const HookWords& words,
                                    const TemplateSource& own);

// The Error "hook-changed".
[[nodiscard]] Error changed_hook(const std::string& path);

// The Error "hook-client-missing".
[[nodiscard]] Error missing_client(const std::string& client, const std::string& directory);

}  // namespace postseal
