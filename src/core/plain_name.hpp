// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// "O=Example, CN=mx.example.org" of a Name in DER, where all of it is usual: one attribute of a
// well-known kind in each set, and printable ASCII without anything to escape. nullopt: OpenSSL has
// to be asked, which costs thirty times as much.
[[nodiscard]] std::optional<std::string> plain_name_text(std::string_view name_der);

}  // namespace postseal
