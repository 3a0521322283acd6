// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "core/snippet_parts.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_service_syslog{2, 10, 0};  // and smtpd_relay_restrictions
constexpr PostfixVersion with_port_names{3, 6, 0};       // known_tcp_ports

SnippetService entry(const SnippetWish& wish, std::string name, std::string_view log_name) {
  SnippetService service{.name = std::move(name), .chroot = std::string(chroot_column(wish.os))};
  if (wish.version >= with_service_syslog)
    service.options.push_back({.name = "syslog_name",
                               .value = fmt::format("postfix/{}", log_name),
                               .reason = "tells this port from the others in the log",
                               .yields = true});
  return service;
}

// smtpd_sasl_auth_enable is the site's: smtpd stops where it is set and no SASL is there.
SnippetParameter users_only(const SnippetWish& wish) {
  return {.name = wish.version >= with_service_syslog ? "smtpd_relay_restrictions"
                                                      : "smtpd_client_restrictions",
          .value = "permit_sasl_authenticated,reject",
          .reason = "for users who have logged in, and for nobody else",
          .yields = true};
}

SnippetService submission(const SnippetWish& wish) {
  SnippetService service = entry(wish, "submission", "submission");
  service.reason = "port 587: users hand in mail, after STARTTLS";
  service.options.push_back({.name = "smtpd_tls_security_level",
                             .value = "encrypt",
                             .reason = "nothing is taken before TLS has begun"});
  service.options.push_back(users_only(wish));
  return service;
}

// Without known_tcp_ports the name has to be in /etc/services, which lacks "submissions" on old
// systems and "smtps" on new ones: the number always works.
SnippetService submissions(const SnippetWish& wish) {
  const bool has_name = wish.version >= with_port_names;
  SnippetService service =
      entry(wish, has_name ? "submissions" : "465", has_name ? "submissions" : "smtps");
  service.reason = "port 465: users hand in mail, in TLS from the first byte";
  service.options.push_back(
      {.name = "smtpd_tls_wrappermode", .value = "yes", .reason = "TLS at once, no STARTTLS"});
  service.options.push_back(users_only(wish));
  return service;
}

}  // namespace

std::vector<SnippetService> submission_services(const SnippetWish& wish) {
  std::vector<SnippetService> services;
  if (wish.submission) services.push_back(submission(wish));
  if (wish.smtps) services.push_back(submissions(wish));
  return services;
}

std::string SnippetService::definition() const {
  std::string text = fmt::format("{} {} {} {} {} {} {} {}", name, type, is_private, unprivileged,
                                 chroot, wakeup, process_limit, program);
  for (const SnippetParameter& option : options)
    text += fmt::format(" -o {}={}", option.name, option.value);
  return text;
}

}  // namespace postseal
