// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/check_finding.hpp"
#include "core/digest.hpp"

namespace postseal {

// How smtpd(8) makes the keys that it looks for in relay_clientcerts and check_ccert_access.
struct AccessRules {
  std::string parameter{};         // what names the table
  std::string digest_name{};       // smtpd_tls_fingerprint_digest
  std::optional<Digest> digest{};  // nullopt: one whose length we do not know
};

// The keys of a table's source that no client's certificate can have. SUBJECT: the file.
[[nodiscard]] std::vector<CheckFinding> lint_access_source(const std::string& subject,
                                                           std::string_view text,
                                                           const AccessRules& rules);

// The tables that check_ccert_access names in a list of restrictions, as written.
[[nodiscard]] std::vector<std::string> ccert_tables_in(std::string_view restrictions);

}  // namespace postseal
