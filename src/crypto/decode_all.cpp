// SPDX-License-Identifier: MIT
#include "crypto/decode_all.hpp"

#include "crypto/parallel.hpp"

namespace postseal {

void decode_all(std::span<const Certificate> certificates) {
  in_parallel(certificates.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) (void)certificates[i].decodes();
  });
}

}  // namespace postseal
