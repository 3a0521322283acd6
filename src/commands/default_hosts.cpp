// SPDX-License-Identifier: MIT
#include "commands/default_hosts.hpp"

#include <fmt/format.h>

#include "commands/site.hpp"
#include "core/error.hpp"

namespace postseal {
namespace {

Error hostname_error(const std::string& subject, std::string message) {
  return {Fault::input,
          {.id = "hostname-missing",
           .subject = subject,
           .message = std::move(message),
           .hint = "name it: postseal init mail.example.com"}};
}

}  // namespace

std::vector<HostName> default_hosts(Context& context, const MainCf* main_cf) {
  const auto configured = parameter_value(context, main_cf, "myhostname");
  if (!configured)
    throw hostname_error("HOSTNAME", "missing, and there is no main.cf that says myhostname");
  const std::string& name = *configured;
  const bool usable = name.find('.') != std::string::npos && !name.starts_with("localhost");
  std::optional<HostName> host;
  if (usable) host = parse_host_name(name, "myhostname");
  if (!host || host->is_address())
    throw hostname_error("myhostname",
                         fmt::format("is \"{}\", which no other host can verify", name));
  return {*host};
}

}  // namespace postseal
