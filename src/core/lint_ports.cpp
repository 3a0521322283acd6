// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "core/effective_levels.hpp"
#include "core/lint_parts.hpp"
#include "core/parameters.hpp"

namespace postseal {
namespace {

constexpr int smtp_port = 25;
constexpr int submissions_port = 465;
constexpr int submission_port = 587;
constexpr std::string_view wrapper = "smtpd_tls_wrappermode";

int port_of(const Service* service) {
  if (service == nullptr) return smtp_port;
  const auto endpoint = endpoint_of(*service);
  return endpoint ? endpoint->port : 0;
}

std::string name_of(const Service* service) {
  return service == nullptr ? "smtp/inet" : service->key();
}

// The parameter that makes TLS mandatory there: the level, or the old one.
std::string_view what_enforces(const CheckedConfig& config, const Service* service,
                               const LevelNames& names) {
  return value_in(config, service, names.level).empty() ? names.enforce : names.level;
}

// RFC 3207, section 4: a server that everybody delivers to must not require TLS.
void judge_mx(const CheckedConfig& config, const Service* service, const LevelNames& names,
              LintFindings& found) {
  if (port_of(service) != smtp_port) return;
  if (service != nullptr && is_loopback_only(config, *service)) return;
  if (server_tls(config, service, names) != ServerTls::encrypt) return;
  found.at(service, what_enforces(config, service, names),
           {.id = "encrypt-on-mx",
            .severity = Severity::warning,
            .message = fmt::format("requires TLS on port 25 ({}): mail from servers without it is "
                                   "refused, which RFC 3207 forbids to a public MX",
                                   name_of(service)),
            .hint = fmt::format("set {} = may there, and encrypt with -o for submission in "
                                "master.cf",
                                names.level)},
           Urgency::broken);
}

void judge_wrapper(const CheckedConfig& config, const Service* service, LintFindings& found) {
  const int port = port_of(service);
  const bool is_implicit = is_on(config, service, wrapper);
  const bool is_own = service->find(wrapper) != nullptr;  // else it is said of main.cf
  if (is_implicit && is_own && (port == smtp_port || port == submission_port))
    found.at(service, wrapper,
             {.id = "wrappermode-misplaced",
              .severity = Severity::error,
              .message = fmt::format("is \"yes\" for {}: clients of port {} begin in clear text "
                                     "and get no answer",
                                     name_of(service), port),
              .hint = "set it with -o for the service on port 465 only"},
             Urgency::broken);
  if (!is_implicit && port == submissions_port)
    found.at(service, wrapper,
             {.id = "wrappermode-missing",
              .severity = Severity::error,
              .message = fmt::format("is \"no\" for {}: clients of port 465 begin with TLS at once "
                                     "and get no handshake",
                                     name_of(service)),
              .hint = fmt::format("add -o {}=yes to {} in master.cf", wrapper, name_of(service))},
             Urgency::broken);
}

void judge_submission(const CheckedConfig& config, const Service* service, LintFindings& found) {
  if (port_of(service) != submission_port || is_loopback_only(config, *service)) return;
  const ServerTls tls = server_tls(config, service, smtpd_level_names);
  if (tls != ServerTls::may && tls != ServerTls::none) return;
  found.at(service, smtpd_level_names.level,
           {.id = "submission-not-encrypted",
            .severity = Severity::warning,
            .message = fmt::format("is \"{}\" for {}: users can hand in mail in clear text",
                                   tls == ServerTls::may ? "may" : "none", name_of(service)),
            .hint = fmt::format("add -o {}=encrypt to {} in master.cf", smtpd_level_names.level,
                                name_of(service))},
           Urgency::weak);
}

void judge_passwords(const CheckedConfig& config, const Service* service, LintFindings& found) {
  if (!is_on(config, service, "smtpd_sasl_auth_enable")) return;
  if (is_on(config, service, "smtpd_tls_auth_only")) return;
  if (service != nullptr && is_loopback_only(config, *service)) return;
  const ServerTls tls = server_tls(config, service, smtpd_level_names);
  if (tls != ServerTls::may && tls != ServerTls::none) return;
  found.at(service, "smtpd_sasl_auth_enable",
           {.id = "auth-before-tls",
            .severity = Severity::warning,
            .message = fmt::format("passwords are taken without TLS too ({})", name_of(service)),
            .hint = "set smtpd_tls_auth_only = yes"},
           Urgency::weak);
}

// In main.cf it is for every service that does not say otherwise, postscreen's too.
void judge_main_cf(const CheckedConfig& config, LintFindings& found) {
  if (!is_on(config, nullptr, wrapper)) return;
  found.at(nullptr, wrapper,
           {.id = "wrappermode-misplaced",
            .severity = Severity::error,
            .message = "is \"yes\" in main.cf, which is for every port",
            .hint = fmt::format("delete it, and add -o {}=yes to the service on port 465 in "
                                "master.cf",
                                wrapper)},
           Urgency::broken);
}

}  // namespace

void lint_ports(const CheckedConfig& config, LintFindings& found) {
  judge_main_cf(config, found);
  for (const Service* service : services_or_main(config, "smtpd")) {
    judge_mx(config, service, smtpd_level_names, found);
    judge_passwords(config, service, found);
    if (service == nullptr) continue;
    judge_wrapper(config, service, found);
    judge_submission(config, service, found);
  }
  for (const Service* service : services_running(config, "postscreen"))
    judge_mx(config, service, postscreen_level_names, found);
}

}  // namespace postseal
