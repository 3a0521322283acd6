// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/checked_config.hpp"
#include "core/lint_settings.hpp"
#include "core/parameters.hpp"

namespace postseal::test {

inline constexpr std::string_view plain_master =
    "smtp      inet  n       -       y       -       -       smtpd\n"
    "tlsmgr    unix  -       -       y       1000?   1       tlsmgr\n"
    "smtp      unix  -       -       y       -       -       smtp\n"
    "lmtp      unix  -       -       y       -       -       lmtp\n";

// A configuration from its text. Defaults are those of the version and a few of Postfix's places.
inline CheckedConfig config_of(std::string_view main_cf, std::string_view master_cf = plain_master,
                               std::string_view version = "3.7.11") {
  const PostfixVersion parsed = parse_postfix_version(version);
  return {.dir = "/etc/postfix",
          .main_cf = parse_main_cf(main_cf, "/etc/postfix/main.cf"),
          .master_cf = parse_master_cf(master_cf, "/etc/postfix/master.cf"),
          .version = parsed,
          .defaults = [parsed](std::string_view name) -> std::optional<std::string> {
            if (auto value = default_of(name, parsed)) return value;
            if (name == "data_directory") return "/var/lib/postfix";
            if (name == "compatibility_level") return "0";
            if (name == "inet_interfaces") return "all";
            return std::nullopt;
          }};
}

// The findings with this id.
inline std::vector<CheckFinding> with_id(const std::vector<CheckFinding>& findings,
                                         std::string_view id) {
  std::vector<CheckFinding> some;
  for (const CheckFinding& one : findings)
    if (one.finding.id == id) some.push_back(one);
  return some;
}

inline std::vector<CheckFinding> lint(std::string_view main_cf, std::string_view id,
                                      std::string_view master_cf = plain_master,
                                      std::string_view version = "3.7.11") {
  return with_id(lint_settings(config_of(main_cf, master_cf, version)), id);
}

// "smtpd_use_tls" of "smtpd_use_tls: has no effect ...".
inline std::vector<std::string> names_in(const std::vector<CheckFinding>& findings) {
  std::vector<std::string> names;
  for (const CheckFinding& one : findings)
    names.push_back(one.finding.message.substr(0, one.finding.message.find(':')));
  return names;
}

}  // namespace postseal::test
