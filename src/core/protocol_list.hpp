// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// The versions of TLS that smtpd_tls_protocols and its like leave, as OpenSSL numbers them (0x0303
// is TLS 1.2), of those that OpenSSL 3 still speaks. nullopt: Postfix calls the list invalid
// (tls_protocol_mask(), tls_proto_mask_lims()).
[[nodiscard]] std::optional<std::set<int>> protocols_of(std::string_view list,
                                                        const PostfixVersion& version);

}  // namespace postseal
