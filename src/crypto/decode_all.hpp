// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "crypto/certificate.hpp"

namespace postseal {

// Looks into these now, on all processors where they are many, and has OpenSSL decode those that
// are not plain: what is asked of each later costs nothing then.
void decode_all(std::span<const Certificate> certificates);

}  // namespace postseal
