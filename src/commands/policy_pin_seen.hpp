// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/host_looks.hpp"
#include "core/expected_pin.hpp"
#include "core/time.hpp"

namespace postseal {

enum class PinOf { certificate, public_key, both };

struct PinOptions {
  std::string next_hop{};
  std::string source{};
  std::string table{};
  std::optional<PinOf> of{};
  std::vector<ExpectedPin> expected{};
  bool first_use = false;  // --tofu
  bool add = false;
  TlsStart start = TlsStart::by_port;
};

// Why a certificate is believed to be that of the next hop.
enum class Vouched { file, chain, expected, first_use };
[[nodiscard]] std::string_view name_of(Vouched vouched);

// What is to be pinned.
struct PinSeen {
  std::string source{};  // the file, or "mx.example.net:25"
  std::string key{};     // "ec:p256"; "": not known
  std::string subject{};
  std::string issuer{};
  std::vector<std::string> names{};
  std::optional<Time> not_before{};
  std::optional<Time> not_after{};
  std::string certificate{};  // fingerprints; "": none
  std::string public_key{};
  Vouched vouched = Vouched::file;
};

struct PinsSeen {
  std::vector<PinSeen> seen{};
  std::vector<std::string> pins{};  // those that are wanted, each once
};

// Reads the file, or asks the host. Errors: those of reading, "host-no-answer", and of a host that
// nobody vouches for "policy-pin-unproven" and "policy-pin-unexpected".
[[nodiscard]] PinsSeen observe_pins(Context& context, const PinOptions& options);

}  // namespace postseal
