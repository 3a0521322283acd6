// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "core/snippet.hpp"

namespace postseal {

// The parts of make_snippet() that stand on their own.

// The parameters that name keys and certificates, of DAEMON "smtpd" or "smtp"; notes name files
// that the version has no place for.
[[nodiscard]] Snippet material_lines(std::string_view daemon,
                                     const std::vector<MaterialFile>& files,
                                     const PostfixVersion& version);

// The entries of master.cf for 587 and 465.
[[nodiscard]] std::vector<SnippetService> submission_services(const SnippetWish& wish);

}  // namespace postseal
