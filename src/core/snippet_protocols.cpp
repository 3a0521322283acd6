// SPDX-License-Identifier: MIT
#include "core/snippet_protocols.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace postseal {
namespace {

// The releases that have names for TLS 1.1 and 1.2, and for TLS 1.3.
constexpr std::string_view names_tls1_2 = "2.10 2.9.2 2.8.10 2.7.9 2.6.15";
constexpr std::string_view names_tls1_3 = "3.4 3.3.2 3.2.7 3.1.10 3.0.14";

}  // namespace

std::string_view name_of(TlsFloor floor) {
  switch (floor) {
    case TlsFloor::tls1_0:
      return "TLSv1";
    case TlsFloor::tls1_2:
      return "TLSv1.2";
    case TlsFloor::tls1_3:
      return "TLSv1.3";
  }
  return "TLSv1";
}

TlsFloor possible_floor(TlsFloor wanted, const PostfixVersion& version) {
  if (!is_since(names_tls1_2, version)) return TlsFloor::tls1_0;
  if (!is_since(names_tls1_3, version)) return std::min(wanted, TlsFloor::tls1_2);
  return wanted;
}

std::string protocols_from(TlsFloor floor, const PostfixVersion& version) {
  if (version >= PostfixVersion{3, 6, 0}) return fmt::format(">={}", name_of(floor));
  if (version < PostfixVersion{2, 5, 0}) return "TLSv1";
  switch (floor) {
    case TlsFloor::tls1_0:
      break;
    case TlsFloor::tls1_2:
      return "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1";
    case TlsFloor::tls1_3:
      return "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1, !TLSv1.2";
  }
  return "!SSLv2, !SSLv3";
}

}  // namespace postseal
