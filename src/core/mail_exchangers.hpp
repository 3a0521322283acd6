// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/served.hpp"

namespace postseal {

// A domain with more of them is not looked at. Postfix itself keeps 100 records of an answer
// (dns_rr_list_limit) and tries five of them (smtp_mx_address_limit).
inline constexpr std::size_t most_exchangers = 100;

struct MxRecord {
  int preference = 0;
  std::string host{};  // as the record has it, in any case; "": the root
};

// What the MX records of a domain come to, in the order of preference. As smtp(8) has it: one for
// the root means no mail at all, whatever stands beside it, and one that names no host is passed
// over. A host that is named twice is there once. No records: an empty answer.
[[nodiscard]] MailExchangers exchangers_of(const std::vector<MxRecord>& records);

}  // namespace postseal
