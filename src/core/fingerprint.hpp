// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "core/plan.hpp"
#include "core/time.hpp"

namespace postseal {

enum class PrintKind { certificate, request, key };

// The fingerprints of one certificate, certification request or key of a source.
struct Print {
  PrintKind kind = PrintKind::certificate;
  std::string source{};       // as the user named it, or the path of a file in a directory
  std::size_t index = 0;      // in that source, from 0
  std::string subject{};      // printable; keys have none
  std::string certificate{};  // "AA:BB:..."; empty: none, or not asked for
  std::string public_key{};
  std::optional<Time> not_after{};
};

// For people: a paragraph per item.
[[nodiscard]] std::string text_of(const std::vector<Print>& prints, Digest digest);

// {"items": [...]} of the contract.
[[nodiscard]] Json json_of(const std::vector<Print>& prints, Digest digest);

// Every fingerprint in there, certificate before public key, each once, in order.
[[nodiscard]] std::vector<std::string> fingerprints_of(const std::vector<Print>& prints);

// "NEXTHOP fingerprint match=AA:BB match=CC:DD", a line of smtp_tls_policy_maps.
[[nodiscard]] std::string policy_line(std::string_view nexthop,
                                      const std::vector<std::string>& fingerprints);

// "AA:BB OK", a line of relay_clientcerts, where any value will do, and of check_ccert_access,
// where it is an action.
[[nodiscard]] std::string access_line(std::string_view fingerprint);

// "3 1 1 AABB", the data of a TLSA record (RFC 6698, 2.2; usage DANE-EE, selector SPKI, SHA-256) of
// a fingerprint of a public key.
[[nodiscard]] std::string tlsa_data(std::string_view fingerprint);

// The same bytes in base64, as curl and RFC 7469 write pins.
[[nodiscard]] std::string base64_pin(std::string_view fingerprint);

}  // namespace postseal
