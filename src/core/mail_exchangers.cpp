// SPDX-License-Identifier: MIT
#include "core/mail_exchangers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/policy_match.hpp"
#include "core/policy_values.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// An address where a name belongs is against RFC 5321, 2.3.5; smtp(8) warns, and connects to it.
bool is_usable(const std::string& host) { return is_postfix_hostname(host) || is_address(host); }

std::string without_dot(std::string host) {
  if (host.ends_with('.')) host.pop_back();
  return host;
}

}  // namespace

MailExchangers exchangers_of(const std::vector<MxRecord>& records) {
  MailExchangers found;
  for (const MxRecord& record : records) {
    const std::string host = without_dot(lower(record.host));
    if (host.empty()) return {.none = true};
    if (is_usable(host)) found.hosts.push_back({.preference = record.preference, .host = host});
  }
  std::sort(found.hosts.begin(), found.hosts.end(), [](const auto& one, const auto& other) {
    return std::tie(one.preference, one.host) < std::tie(other.preference, other.host);
  });
  std::vector<MailExchangers::One> hosts;
  for (MailExchangers::One& one : std::exchange(found.hosts, {})) {
    const bool is_there = std::any_of(hosts.begin(), hosts.end(),
                                      [&](const auto& other) { return other.host == one.host; });
    if (!is_there) hosts.push_back(std::move(one));
    if (hosts.size() > most_exchangers)
      return {.error = fmt::format("it has more than {} MX hosts", most_exchangers)};
  }
  found.hosts = std::move(hosts);
  if (found.hosts.empty() && !records.empty())
    found.error = fmt::format("no MX record names a host: {}", quoted_text(records.front().host));
  return found;
}

}  // namespace postseal
