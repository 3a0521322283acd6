// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "commands/command.hpp"
#include "commands/context.hpp"
#include "commands/host_looks.hpp"
#include "commands/policy_edit.hpp"
#include "commands/served_leaves.hpp"
#include "core/checked_config.hpp"
#include "core/policy_entry.hpp"

namespace postseal {

// An entry of level fingerprint that has pins of its own, and where it stands.
struct PinnedEntry {
  PolicyEntry entry{};
  std::string subject{};  // the file
  int line = 0;
  [[nodiscard]] std::vector<std::string> pins() const;  // as written
};

// Those of one source, each key once: of repeated ones Postfix takes one alone.
[[nodiscard]] std::vector<PinnedEntry> pinned_entries(std::string_view source,
                                                      const std::string& subject);

// Those of the tables that can be read, in their order; inline: tables too.
[[nodiscard]] std::vector<PinnedEntry> pinned_entries(const PoliciesSeen& policies);

// One host that takes the mail of a next hop, and what it serves.
struct LiveHost {
  HostLooks looks{};
  std::vector<ServedLeaf> leaves{};
  [[nodiscard]] bool shows() const noexcept { return !leaves.empty(); }
  // It was seen what smtp(8) gets, and either kind was shown, or there is definitely none.
  [[nodiscard]] bool told_all() const noexcept;
  // Why there is nothing to compare.
  [[nodiscard]] std::string silence() const;
};

struct LiveEntry {
  PinnedEntry pinned{};
  std::vector<LiveHost> hosts{};
  std::string not_asked{};  // why nobody was
  // Whether any certificate that a host shows has this pin.
  [[nodiscard]] bool is_served(std::string_view pin) const;
};

// Asks every host of every entry, AT_ONCE looks at a time: the host in brackets, or the MX hosts
// of a domain. Each is asked once for all entries that send it the same name.
[[nodiscard]] std::vector<LiveEntry> look_at_entries(Context& context, const CheckedConfig& config,
                                                     const PinRules& rules,
                                                     std::vector<PinnedEntry> entries,
                                                     std::size_t at_once);

// -j: how many looks go on at once.
inline constexpr int usual_jobs = 20;
[[nodiscard]] Flag jobs_option(int& member);

}  // namespace postseal
