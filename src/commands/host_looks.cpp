// SPDX-License-Identifier: MIT
#include "commands/host_looks.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::array kinds{"", "rsa", "ec"};

std::string_view outcome_text(LookOutcome outcome) {
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

}  // namespace

ServiceAddress service_of(const HostPort& host, TlsStart start) {
  const bool at_once = start == TlsStart::at_once;
  ServiceAddress address{.host = host.host,
                         .port = host.port.value_or(at_once ? submissions_port : smtp_port)};
  address.implicit = at_once || address.port == submissions_port;
  return address;
}

std::vector<HostLooks> look_at_hosts(Context& context, const std::vector<ServiceAddress>& addresses,
                                     std::size_t at_once) {
  std::vector<HostLooks> hosts;
  std::vector<ServiceAddress> asked;
  for (const ServiceAddress& address : addresses) {
    hosts.push_back({.address = address});
    for (const char* kind : kinds) {
      asked.push_back(address);
      asked.back().algorithm = kind;
    }
  }
  context.host().look_at_services(asked, at_once, [&](std::size_t index, ServiceLook look) {
    HostLooks& host = hosts.at(index / kinds.size());
    const std::array looks{&host.usual, &host.rsa, &host.ecdsa};
    *looks.at(index % kinds.size()) = std::move(look);
  });
  return hosts;
}

std::vector<Certificate> chain_of(const ServiceLook& look) {
  std::vector<Certificate> chain;
  for (const std::string& der : look.chain) {
    if (auto certificate = Certificate::read(der))
      chain.push_back(std::move(*certificate));
    else if (chain.empty())
      return {};  // what comes after an unreadable leaf is not one
  }
  return chain;
}

std::string words_for(const ServiceLook& look) {
  std::string words(outcome_text(look.outcome));
  if (!look.said.empty()) words += fmt::format(": {}", escaped(look.said));
  return words;
}

std::string text_of(const ServiceAddress& address) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", address.host, address.port)
               : fmt::format("{}:{}", address.host, address.port);
}

Error nothing_shown(const ServiceAddress& address, const ServiceLook& look) {
  return {Fault::host,
          {.id = "host-no-answer",
           .subject = text_of(address),
           .message = words_for(look),
           .hint = address.implicit ? "without --implicit it is asked by STARTTLS"
                   : look.outcome == LookOutcome::no_tls || look.outcome == LookOutcome::no_answer
                       ? "give the port (HOST:587); --implicit is for TLS at once"
                       : "its log says why"}};
}

}  // namespace postseal
