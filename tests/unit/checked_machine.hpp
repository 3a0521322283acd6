// SPDX-License-Identifier: MIT
#pragma once

// A mail server in memory for the parts of `check`.

#include <algorithm>
#include <string>
#include <vector>

#include "commands/check_config.hpp"
#include "commands/check_parts.hpp"
#include "crypto/material.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

namespace postseal::test {

inline constexpr const char* smtpd_on_25 = "smtp inet n - n - - smtpd\n";

// Certificates of the fixtures are valid from the day they are made.
inline Time served_day() {
  const std::string root = fixture("served/root.crt");
  return certificates_of(read_material("root", root)).front().not_before() + std::chrono::days(1);
}

struct CheckedMachine {
  MemoryHost host{};
  Globals globals{.config_dir = "/etc/postfix"};

  explicit CheckedMachine(const std::string& main_cf, const std::string& master_cf = smtpd_on_25) {
    for (const char* directory :
         {"/etc", "/etc/postfix", "/tls", "/var", "/var/spool", "/var/spool/postfix"})
      host.add_directory(directory);
    host.files["/etc/postfix/main.cf"] = {.bytes = main_cf};
    host.files["/etc/postfix/master.cf"] = {.bytes = master_cf};
    host.clock = served_day();
    globals.postfix_version = PostfixVersion{3, 7, 11};
  }

  // A fixture of served/ below /tls; keys are closed.
  CheckedMachine& put(const std::string& name) {
    host.files["/tls/" + name] = {.bytes = fixture("served/" + name),
                                  .mode = name.ends_with(".crt") ? 0644U : 0600U};
    return *this;
  }

  [[nodiscard]] MaterialSeen seen(int within = 30) const {
    Context context(host, globals);
    const CheckedConfig config = checked_config(context);
    return check_material(context, config, within);
  }
};

// The ids that count: from LEAST on, in order, each once.
inline std::vector<std::string> ids_of(const MaterialSeen& seen,
                                       Severity least = Severity::warning) {
  std::vector<std::string> ids;
  for (const CheckFinding& one : seen.findings)
    if (one.finding.severity >= least) ids.push_back(one.finding.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// The first finding with this id; an empty one where there is none.
inline CheckFinding finding_of(const MaterialSeen& seen, const std::string& id) {
  for (const CheckFinding& one : seen.findings)
    if (one.finding.id == id) return one;
  return {};
}

}  // namespace postseal::test
