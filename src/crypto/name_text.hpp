// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// A DER Name as "C=US, O=Example, CN=mx.example.org": in its own order, printable, with a backslash
// before the characters RFC 4514 section 2.4 marks as special.
[[nodiscard]] std::string name_text(std::string_view name_der);

// The values of its commonName attributes, printable.
[[nodiscard]] std::vector<std::string> common_names_in(std::string_view name_der);

}  // namespace postseal
