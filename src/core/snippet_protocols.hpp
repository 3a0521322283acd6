// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// The lowest protocol version that is accepted.
enum class TlsFloor { tls1_0, tls1_2, tls1_3 };

// "TLSv1.2".
[[nodiscard]] std::string_view name_of(TlsFloor floor);

// The floor that a version of Postfix can be asked for in place of WANTED: one that has no name for
// a protocol cannot exclude it, and one older than TLS 1.3 would be left with nothing.
[[nodiscard]] TlsFloor possible_floor(TlsFloor wanted, const PostfixVersion& version);

// The value of a *_protocols parameter in the syntax of the version, for a possible floor:
// ">=TLSv1.2" from 3.6 on, exclusions from 2.5 on, the one name that excludes SSL before.
[[nodiscard]] std::string protocols_from(TlsFloor floor, const PostfixVersion& version);

}  // namespace postseal
