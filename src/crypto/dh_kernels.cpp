// SPDX-License-Identifier: MIT
#include <array>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"
#include "crypto/dh_kernel.hpp"
#include "crypto/dh_kernel_rows.hpp"

namespace postseal {
namespace {

std::string names_of_usable_kernels() {
  std::string names;
  for (const DhKernel& kernel : all_dh_kernels()) {
    if (!kernel.usable()) continue;
    if (!names.empty()) names += ", ";
    names += kernel.name;
  }
  return names;
}

[[noreturn]] void refuse_kernel(std::string_view wanted, std::string_view message) {
  throw Error(Fault::usage, {.id = "dh-kernel",
                             .subject = "POSTSEAL_DH_KERNEL",
                             .message = "\"" + escaped(wanted) + "\"" + std::string(message),
                             .hint = "leave it out, or use one of: " + names_of_usable_kernels()});
}

}  // namespace

std::span<const DhKernel> all_dh_kernels() {
  static const std::array table{ifma_dh_kernel(), avx2_dh_kernel(), openssl_dh_kernel()};
  return table;
}

const DhKernel& chosen_dh_kernel(std::string_view wanted) {
  for (const DhKernel& kernel : all_dh_kernels()) {
    if (!wanted.empty() && kernel.name != wanted) continue;
    if (kernel.usable()) return kernel;
    if (!wanted.empty()) refuse_kernel(wanted, " does not run on this processor");
  }
  refuse_kernel(wanted, " is no way to compute powers that is known here");
}

}  // namespace postseal
