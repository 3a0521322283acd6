// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/x509_slices.hpp"

namespace postseal {

// A GeneralName (RFC 5280, 4.2.1.6) of a kind that is only bytes.
struct PlainAltName {
  static constexpr unsigned char email = 0x81;
  static constexpr unsigned char dns = 0x82;
  static constexpr unsigned char uri = 0x86;
  static constexpr unsigned char address = 0x87;
  unsigned char tag = 0;
  std::string_view raw{};
};

// The subjectAltNames of a certificate of version 3 all of which is usual: every element that
// OpenSSL would decode is as its decoder wants it. nullopt: OpenSSL has to be asked, which costs
// hundreds of times as much.
[[nodiscard]] std::optional<std::vector<PlainAltName>> plain_alt_names(
    const CertificateSlices& certificate);

}  // namespace postseal
