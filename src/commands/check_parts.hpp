// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/check_finding.hpp"
#include "core/checked_config.hpp"

namespace postseal {

// What `check` is made of: each part looks at its share of the configuration and of the files.
// None of them throws for what is wrong there: that is a finding.

// What one service of master.cf will do with TLS.
struct CheckedService {
  std::string service{};  // "submission/inet"
  std::string daemon{};   // "smtpd"
  // "works", "warns", "fails", "off", "disabled" or "dies"; "unknown": a file decides that this
  // user cannot read.
  std::string tls{};
  std::vector<std::string> log{};  // as Postfix writes it, without time, host and process
};
struct ServicesSeen {
  std::vector<CheckedService> services{};
  std::vector<CheckFinding> findings{};
};
// Loads what each service would load, as the daemon of this version does.
[[nodiscard]] ServicesSeen check_services(Context& context, const CheckedConfig& config);

// A file that the configuration names.
struct CheckedFile {
  std::string path{};               // as opened
  std::vector<std::string> from{};  // the parameters that name it
  std::string kind{};               // "chain", "key", "ca", "dh", "sni-map", ...
  std::string mode{};               // "0600"; "": not there
  std::string owner{};              // "root:root"
  std::optional<Time> not_after{};  // the earliest of its certificates
  std::vector<std::string> tree{};  // text: the chain, a line per certificate, with dates
};
struct MaterialSeen {
  std::vector<CheckedFile> files{};
  std::vector<CheckFinding> findings{};
};
// What Postfix does not look at: dates, names, keys, modes, places, CAs, DH, SNI maps. WITHIN:
// days.
[[nodiscard]] MaterialSeen check_material(Context& context, const CheckedConfig& config,
                                          int within);

// Policy tables, fingerprints and pins.
[[nodiscard]] std::vector<CheckFinding> check_policy(Context& context, const CheckedConfig& config);
// Of these the policy tables alone.
[[nodiscard]] std::vector<CheckFinding> check_policy_tables(Context& context,
                                                            const CheckedConfig& config);
// The same for one table, "hash:/etc/postfix/tls_policy", as the transport smtp would read it.
[[nodiscard]] std::vector<CheckFinding> check_policy_table(Context& context,
                                                           const CheckedConfig& config,
                                                           const std::string& table);

}  // namespace postseal
