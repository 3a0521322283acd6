// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace postseal {

// Whether a file holds a private key, judged by what is in it and never by its name: a PEM block
// of that kind, encrypted ones and damaged ones too, or DER (PKCS#8, PKCS#1, SEC1, PKCS#12).
[[nodiscard]] bool holds_private_key(std::string_view bytes);

}  // namespace postseal
