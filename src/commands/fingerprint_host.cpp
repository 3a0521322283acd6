// SPDX-License-Identifier: MIT
#include "commands/fingerprint_host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr int smtp_port = 25;
constexpr int submissions_port = 465;

std::string_view words_for(LookOutcome outcome) {
  switch (outcome) {
    case LookOutcome::refused:
      return "refuses TLS";
    case LookOutcome::no_certificate:
      return "has no RSA and no ECDSA certificate";
    case LookOutcome::no_tls:
      return "offers no STARTTLS";
    case LookOutcome::injected:
      return "cannot be trusted with STARTTLS";
    default:
      return "did not answer";
  }
}

Error nothing_shown(const ServiceAddress& address, const ServiceLook& look) {
  std::string message(words_for(look.outcome));
  if (!look.said.empty()) message += fmt::format(": {}", escaped(look.said));
  return {Fault::host,
          {.id = "host-no-answer",
           .subject = fmt::format("{}:{}", address.host, address.port),
           .message = std::move(message),
           .hint = address.implicit ? "without --implicit it is asked by STARTTLS"
                   : look.outcome == LookOutcome::no_tls || look.outcome == LookOutcome::no_answer
                       ? "give the port (HOST:587); --implicit is for TLS at once"
                       : "its log says why"}};
}

void add(std::vector<Certificate>& all, const ServiceLook& look) {
  for (const std::string& der : look.chain) {
    const auto certificate = Certificate::read(der);
    if (certificate && std::find(all.begin(), all.end(), *certificate) == all.end())
      all.push_back(*certificate);
  }
}

}  // namespace

std::vector<Certificate> shown_by(Context& context, const HostPort& host, bool implicit) {
  ServiceAddress address{.host = host.host, .port = host.port.value_or(smtp_port)};
  address.implicit = implicit || address.port == submissions_port;
  if (implicit && !host.port) address.port = submissions_port;
  std::vector<Certificate> all;
  std::optional<ServiceLook> failed;
  for (const char* algorithm : {"rsa", "ec"}) {
    address.algorithm = algorithm;
    const ServiceLook look = context.host().look_at_service(address);
    add(all, look);
    if (look.outcome != LookOutcome::shown && !failed) failed = look;
    // Who does not answer is not asked twice.
    if (look.outcome == LookOutcome::no_answer) break;
  }
  if (all.empty()) throw nothing_shown(address, failed.value_or(ServiceLook{}));
  return all;
}

}  // namespace postseal
