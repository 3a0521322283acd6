// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>

#include "commands/check_parts.hpp"
#include "commands/client_engine.hpp"
#include "commands/proxy_engine.hpp"
#include "commands/server_engine.hpp"
#include "commands/service_files.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Findings of all services; the same cause is one finding.
class Causes {
 public:
  void add(const CheckFinding& one, const std::string& service) {
    for (Cause& cause : causes_) {
      const Finding& known = cause.finding.finding;
      const bool same =
          std::tie(known.id, known.subject, known.line, known.message) ==
          std::tie(one.finding.id, one.finding.subject, one.finding.line, one.finding.message);
      if (!same) continue;
      ++cause.services;
      return;
    }
    causes_.push_back({.finding = one, .first = service});
  }

  [[nodiscard]] std::vector<CheckFinding> findings() && {
    std::vector<CheckFinding> all;
    for (Cause& cause : causes_) {
      const std::string others =
          cause.services > 1 ? fmt::format(" and {} more", cause.services - 1) : "";
      cause.finding.finding.message += fmt::format(" ({}{})", escaped(cause.first), others);
      all.push_back(std::move(cause.finding));
    }
    return all;
  }

 private:
  struct Cause {
    CheckFinding finding{};
    std::string first{};  // the service that had it first
    int services = 1;
  };
  std::vector<Cause> causes_{};
};

// The daemons that speak TLS, and what they do as they start.
struct Start {
  std::string_view daemon{};
  std::string_view prefix{};  // of its parameters
  void (*run)(TlsEngine&) = nullptr;
};
constexpr std::array starts{
    Start{"smtpd", "smtpd_tls_", start_smtpd},
    Start{"smtp", "smtp_tls_", [](TlsEngine& engine) { start_smtp(engine, "smtp"); }},
    Start{"lmtp", "lmtp_tls_", [](TlsEngine& engine) { start_smtp(engine, "lmtp"); }},
    Start{"tlsproxy", "tlsproxy_tls_", start_tlsproxy},
    Start{"postscreen", "postscreen_tls_", start_postscreen},
};

const Start* start_of(std::string_view daemon) {
  for (const Start& start : starts)
    if (start.daemon == daemon) return &start;
  return nullptr;
}

// Whether services of this daemon are there, and none of them has TLS.
bool none_has_tls(const std::vector<CheckedService>& services, std::string_view daemon) {
  bool any = false;
  for (const CheckedService& one : services) {
    if (one.daemon != daemon) continue;
    if (one.tls != "disabled") return false;
    any = true;
  }
  return any;
}

CheckFinding without_tls(const CheckedConfig& config, std::string id, std::string message,
                         std::string hint) {
  return {.finding = {.id = std::move(id),
                      .severity = Severity::warning,
                      .subject = config.main_cf.path,
                      .message = std::move(message),
                      .hint = std::move(hint)},
          .urgency = Urgency::weak};
}

void add_missing_tls(const CheckedConfig& config, ServicesSeen& seen) {
  const bool hidden =
      std::any_of(seen.findings.begin(), seen.findings.end(),
                  [](const CheckFinding& one) { return one.finding.id == "starttls-hidden"; });
  if (!hidden && none_has_tls(seen.services, "smtpd"))
    seen.findings.push_back(
        without_tls(config, "tls-disabled",
                    "smtpd_tls_security_level: no service offers TLS: all mail comes in readable",
                    "postseal init --configure sets it up"));
  if (none_has_tls(seen.services, "smtp"))
    seen.findings.push_back(
        without_tls(config, "client-tls-disabled",
                    "smtp_tls_security_level: TLS is not used to other servers: all mail goes out "
                    "readable",
                    "set smtp_tls_security_level = may"));
}

}  // namespace

ServicesSeen check_services(Context& context, const CheckedConfig& config) {
  ServiceFiles files(context.host(), value_in(config, nullptr, "queue_directory"));
  ServicesSeen seen;
  Causes causes;
  std::set<std::string> known;
  for (const Service& service : config.master_cf.services) {
    const std::string daemon = daemon_of(service);
    const Start* start = start_of(daemon);
    if (start == nullptr || !known.insert(service.key()).second) continue;
    TlsEngine engine(config, service, files, std::string(start->prefix));
    start->run(engine);
    seen.services.push_back(engine.result(daemon));
    for (const CheckFinding& finding : engine.findings()) causes.add(finding, service.key());
  }
  seen.findings = std::move(causes).findings();
  add_missing_tls(config, seen);
  return seen;
}

}  // namespace postseal
