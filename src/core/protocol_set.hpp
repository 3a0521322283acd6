// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// Versions of SSL and TLS as bits, the oldest lowest.
using ProtocolSet = unsigned;
inline constexpr ProtocolSet sslv2_bit = 1U << 0U;
inline constexpr ProtocolSet sslv3_bit = 1U << 1U;
inline constexpr ProtocolSet tlsv1_bit = 1U << 2U;
inline constexpr ProtocolSet tlsv1_1_bit = 1U << 3U;
inline constexpr ProtocolSet tlsv1_2_bit = 1U << 4U;
inline constexpr ProtocolSet tlsv1_3_bit = 1U << 5U;

// The value of a *_protocols parameter as Postfix reads it (tls_protocol_mask() to 3.5,
// tls_proto_mask_lims() from 3.6 on).
struct ProtocolList {
  ProtocolSet allowed = 0;
  ProtocolSet included = 0;      // named without a "!"
  ProtocolSet excluded = 0;      // named with a "!"
  bool has_range = false;        // ">=" or "<="
  bool has_blank_range = false;  // ">=" or "<=" with nothing behind it, which is no bound at all
  bool has_ceiling = false;
};

// nullopt: Postfix refuses the list. SSLv2 is in no set from 3.6 on: no OpenSSL that fits has it.
[[nodiscard]] std::optional<ProtocolList> read_protocol_list(std::string_view text,
                                                             const PostfixVersion& version);

// "TLSv1.2 and TLSv1.3"; "nothing".
[[nodiscard]] std::string names_of(ProtocolSet set);

// ">=TLSv1.2" for a set that is all from one version up to the newest; nullopt for others.
[[nodiscard]] std::optional<std::string> range_of(ProtocolSet set);

}  // namespace postseal
