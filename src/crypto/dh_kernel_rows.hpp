// SPDX-License-Identifier: MIT
#pragma once

#include "crypto/dh_kernel.hpp"

namespace postseal {

// One function a file; the table of them is in dh_kernels.cpp.
[[nodiscard]] DhKernel ifma_dh_kernel();
[[nodiscard]] DhKernel avx2_dh_kernel();
[[nodiscard]] DhKernel openssl_dh_kernel();

}  // namespace postseal
