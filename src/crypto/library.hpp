// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace postseal::crypto {

// "OpenSSL 3.0.19 27 Jan 2026": the library that runs, not the one that was compiled against.
[[nodiscard]] std::string library_version();

// Starts OpenSSL without openssl.cnf, on which nothing that postseal makes may depend, and without
// its clearing up at the end of the process: either takes as long as a small run itself. To be
// called before anything else of OpenSSL.
void start_lean();

}  // namespace postseal::crypto
