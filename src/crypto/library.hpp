// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace postseal::crypto {

// "OpenSSL 3.0.19 27 Jan 2026": the library that runs, not the one that was compiled against.
[[nodiscard]] std::string library_version();

}  // namespace postseal::crypto
