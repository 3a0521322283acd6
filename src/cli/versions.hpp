// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "system/host.hpp"

namespace postseal::cli {

// What --version prints: postseal's, OpenSSL's and the detected Postfix version, a line each.
[[nodiscard]] std::string versions(const Host& host);

}  // namespace postseal::cli
