// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/check_finding.hpp"
#include "core/checked_config.hpp"
#include "core/policy_maps.hpp"
#include "core/policy_table_lint.hpp"

namespace postseal {

// Where a parameter names a table.
struct NamedAt {
  std::string parameter{};
  std::string path{};  // main.cf or master.cf
  int line = 0;
};

// The table types of the installed Postfix (postconf -m); empty: nobody can tell, or the check is
// for another version.
[[nodiscard]] std::vector<std::string> installed_table_types(Context& context,
                                                             const CheckedConfig& config);

// What can be said of a table without its lines: whether this Postfix has its type, whether its
// source and index are there and the index is the newer one.
[[nodiscard]] std::vector<CheckFinding> look_at_table(Context& context, const TableName& table,
                                                      const NamedAt& at,
                                                      const std::vector<std::string>& types);

// The Error "policy-table-key" for a file that holds a private key: what is said of a table's lines
// would show it.
void refuse_key(const std::string& path, const Secret& bytes);

// The source of a table; nullopt: not there. What hinders reading it goes to FINDINGS.
[[nodiscard]] std::optional<Secret> source_of(Context& context, const std::string& path,
                                              std::vector<CheckFinding>& findings);

// Whether smtp(8) can read the files of tafile attributes: as $mail_owner, within its chroot.
[[nodiscard]] std::vector<CheckFinding> look_at_trust_anchors(Context& context,
                                                              const CheckedConfig& config,
                                                              const Service* service,
                                                              const std::vector<NamedFile>& files);

}  // namespace postseal
