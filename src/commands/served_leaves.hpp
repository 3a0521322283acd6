// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/host_looks.hpp"
#include "core/checked_config.hpp"
#include "core/digest.hpp"
#include "crypto/certificate.hpp"

namespace postseal {

// How smtp(8) makes the fingerprints that it compares with pins.
struct PinRules {
  Digest digest = Digest::sha256;
  // Of public keys too: not before 2.9.6, nor where tls_legacy_public_key_fingerprints has them
  // made of other bytes.
  bool of_keys = true;
};

// By main.cf; a note says which digest it is, and why.
[[nodiscard]] PinRules pin_rules(Context& context, const CheckedConfig& config);

// A certificate that a server shows as its own, and its fingerprints ("AA:BB:...").
struct ServedLeaf {
  std::vector<Certificate> chain{};  // as sent; the leaf is the first
  std::string certificate_pin{};
  std::string key_pin{};  // "": this Postfix does not look at it
  [[nodiscard]] const Certificate& leaf() const { return chain.front(); }
};

// Each leaf once, the one that smtp(8) is shown first.
[[nodiscard]] std::vector<ServedLeaf> leaves_of(const HostLooks& looks, const PinRules& rules);

// "ec:p256, CN=mx.example.org".
[[nodiscard]] std::string name_of(const ServedLeaf& served);

// Whether PIN, as it stands in a table, is a fingerprint of this certificate or its key.
[[nodiscard]] bool is_pin_of(std::string_view pin, const ServedLeaf& served);

}  // namespace postseal
