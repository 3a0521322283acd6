// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.hpp"
#include "crypto/chain.hpp"

namespace postseal {

// Whether X509_verify_cert() is sure to find nothing wrong at NOW with CHAIN, which ends at a
// trusted root and whose signatures are known to be good. It is asked where the answer is no: for a
// reason, or because a certificate is not plain.
[[nodiscard]] bool plainly_verifies(const Chain& chain, Time now);

}  // namespace postseal
