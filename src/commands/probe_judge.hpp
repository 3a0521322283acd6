// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/probe_chain.hpp"
#include "commands/probe_disk.hpp"
#include "commands/probe_targets.hpp"
#include "core/finding.hpp"
#include "core/served.hpp"

namespace postseal {

// A look at a host: for "rsa" and for "ec", and where it showed neither, for anything ("").
struct ProbeLook {
  std::string algorithm{};
  ServiceLook look{};  // its chain is moved out
};

// A chain that a host showed.
struct ProbedServed {
  const ProbeLook* by = nullptr;
  std::shared_ptr<const ProbedChain> chain{};
  std::optional<NameMatch> match{};  // nullopt: there was no name to look for
  std::optional<bool> on_disk{};     // nullopt: there was nothing to compare with
};

// What came of one host.
struct ProbedHost {
  ProbeTarget target{};
  std::vector<ProbeLook> looks{};
  std::vector<ProbedServed> chains{};  // none: the last of the looks says why
  std::vector<Finding> findings{};
};

// DISK: null: nothing is compared.
[[nodiscard]] std::unique_ptr<const ProbedHost> probed_host(const ProbeTarget& target,
                                                            std::vector<ProbeLook> looks,
                                                            ProbeChains& chains,
                                                            const DiskCertificates* disk);

// For people: what it shows, chains as trees, a line for each finding; for a host that shows
// nothing that line alone.
enum class Hints { yes, no };
[[nodiscard]] std::string text_of(const ProbedHost& host, Hints hints);

[[nodiscard]] Json json_of(const ProbedHost& host);

}  // namespace postseal
