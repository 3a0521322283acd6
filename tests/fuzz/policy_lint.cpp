// SPDX-License-Identifier: MIT
// What `check` says of policy tables, in files and in main.cf.
#include "core/inline_table.hpp"
#include "core/policy_maps.hpp"
#include "core/policy_table_lint.hpp"
#include "target.hpp"

namespace postseal::fuzz {

void read(std::string_view input) {
  PolicyTableLint lint({}, {{.parameter = "relayhost", .value = "[mx.example.com]:587"}});
  lint.add_source("policy", input);
  lint.begin("main.cf");
  for (const TableName& table : tables_named_in(input, "/var/spool/postfix")) {
    report(table.text);
    for (const InlineEntry& entry : inline_entries(table.name))
      lint.add_entry(entry.key, entry.value, 1);
  }
  for (const CheckFinding& found : lint.findings()) report(found.finding);
  for (const NamedFile& file : lint.trust_anchors()) report(file.path);
}

}  // namespace postseal::fuzz
