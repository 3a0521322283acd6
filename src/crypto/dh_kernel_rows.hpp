// SPDX-License-Identifier: MIT
#pragma once

#include "crypto/dh_kernel.hpp"

namespace postseal {

// One function a file; the table of them is in dh_kernels.cpp.
[[nodiscard]] DhKernel openssl_dh_kernel();

}  // namespace postseal
