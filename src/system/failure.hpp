// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/error.hpp"

namespace postseal {

// "cannot open it: Permission denied", for the errno at hand: an Error of the host.
[[nodiscard]] Error system_error(const std::string& subject, const std::string& what, int error);

// A file that was asked for and cannot be read: "file-missing", "unreadable".
[[nodiscard]] Error read_error(const std::string& subject, int error);

}  // namespace postseal
