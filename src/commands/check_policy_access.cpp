// SPDX-License-Identifier: MIT
#include "commands/check_policy_access.hpp"

#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "commands/check_policy_files.hpp"
#include "core/access_lint.hpp"
#include "core/policy_maps.hpp"
#include "core/policy_rules.hpp"

namespace postseal {
namespace {

constexpr std::array<std::string_view, 8> restriction_lists{
    "smtpd_client_restrictions", "smtpd_helo_restrictions",       "smtpd_sender_restrictions",
    "smtpd_relay_restrictions",  "smtpd_recipient_restrictions",  "smtpd_data_restrictions",
    "smtpd_etrn_restrictions",   "smtpd_end_of_data_restrictions"};

// A table, and where it was named.
struct NamedTable {
  TableName table{};
  NamedAt at{};
};

std::vector<NamedTable> tables_of(const CheckedConfig& config, const Service* service) {
  std::vector<NamedTable> found;
  const std::string queue = value_in(config, nullptr, "queue_directory");
  const auto add = [&](const Setting& setting, std::string_view parameter,
                       const std::string& value) {
    for (TableName& table : tables_named_in(value, queue))
      found.push_back({std::move(table), {std::string(parameter), setting.path, setting.line}});
  };
  if (const auto certs = written_setting(config, service, "relay_clientcerts"))
    add(*certs, "relay_clientcerts", certs->value);
  for (const std::string_view list : restriction_lists) {
    const auto setting = written_setting(config, service, list);
    if (!setting) continue;
    for (const std::string& table : ccert_tables_in(setting->value)) add(*setting, list, table);
  }
  return found;
}

AccessRules rules_of(const CheckedConfig& config, const Service* service,
                     const std::string& parameter) {
  AccessRules rules{.parameter = parameter,
                    .digest_name = value_in(config, service, "smtpd_tls_fingerprint_digest")};
  rules.digest = find_digest(rules.digest_name);
  return rules;
}

}  // namespace

std::vector<CheckFinding> check_access_tables(Context& context, const CheckedConfig& config,
                                              const std::vector<std::string>& types) {
  std::vector<const Service*> services = services_running(config, "smtpd");
  if (services.empty()) services.push_back(nullptr);
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  std::vector<CheckFinding> found;
  for (const Service* service : services) {
    for (const NamedTable& one : tables_of(config, service)) {
      const AccessRules rules = rules_of(config, service, one.at.parameter);
      if (!seen.insert({one.table.text, one.at.parameter, rules.digest_name}).second) continue;
      const std::string& path = one.table.name;
      for (CheckFinding& each : look_at_table(context, one.table, one.at, types))
        found.push_back(std::move(each));
      if (one.table.kind != TableKind::source) continue;
      if (const auto source = source_of(context, path, found))
        for (CheckFinding& each : lint_access_source(path, source->reveal(), rules))
          found.push_back(std::move(each));
    }
  }
  return found;
}

}  // namespace postseal
