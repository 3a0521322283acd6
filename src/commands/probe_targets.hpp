// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/finding.hpp"
#include "core/served.hpp"

namespace postseal {

// What the options of `probe` say about where to look.
struct ProbeWish {
  std::vector<std::string> hosts{};
  std::optional<std::string> hosts_file{};  // "-": standard input
  std::vector<std::string> mx_of{};
  std::optional<std::string> name{};
  std::optional<int> port{};  // of hosts that are given without one
  bool implicit = false;
  int timeout = 10;  // seconds
};

// A service to look at.
struct ProbeTarget {
  std::string host{};
  int port = 0;
  bool implicit = false;
  std::string name{};    // sent along, and looked for in the certificate; "": neither
  std::string domain{};  // whose mail it takes (--mx-of); "": it was given itself
};

// "mx.example.net:25", "[2001:db8::1]:25".
[[nodiscard]] std::string label_of(const ProbeTarget& target);

struct ProbeTargets {
  std::vector<ProbeTarget> targets{};  // each once
  std::vector<Finding> findings{};     // about domains
};

// Reads --hosts and asks for the hosts of domains. Errors: "argument-missing", "name-invalid" and
// "host-invalid", and those of reading.
[[nodiscard]] ProbeTargets probe_targets(const ProbeWish& wish, Context& context);

}  // namespace postseal
