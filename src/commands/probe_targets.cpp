// SPDX-License-Identifier: MIT
#include "commands/probe_targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "core/host_port.hpp"
#include "core/names.hpp"
#include "core/policy_match.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr int smtp_port = 25;
constexpr int submissions_port = 465;

// Where a host was named.
struct Place {
  Fault fault = Fault::usage;
  std::string subject{};
};

[[noreturn]] void refuse(const std::string& text, const Place& place) {
  throw Error(place.fault,
              {.id = "host-invalid",
               .subject = place.subject,
               .message = fmt::format("{} is no host", quoted_text(text)),
               .hint = "give a name or an address, and perhaps a port: mx.example.net, "
                       "mx.example.net:587, [2001:db8::1]:25"});
}

HostPort host_in(const std::string& text, const Place& place) {
  if (const auto parsed = parse_host_port(text)) return *parsed;
  // Unlike a file, a host may be "localhost", and an IPv6 address stand without brackets.
  try {
    const HostName name = parse_host_name(text, place.subject);
    if (!name.is_wildcard()) return {.host = name.text};
  } catch (const Error&) {
    refuse(text, place);
  }
  refuse(text, place);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

class Targets {
 public:
  Targets(const ProbeWish& wish, Context& context) : wish_(wish), context_(context) {}

  [[nodiscard]] ProbeTargets run() && {
    for (const std::string& host : wish_.hosts) add(host_in(host, {.subject = "HOST"}), "");
    if (wish_.hosts_file) add_file(*wish_.hosts_file);
    for (const std::string& domain : wish_.mx_of) add_domain(domain);
    return std::move(found_);
  }

 private:
  void add(const HostPort& host, const std::string& domain) {
    ProbeTarget target{.host = host.host, .domain = domain};
    target.port =
        host.port.value_or(wish_.port.value_or(wish_.implicit ? submissions_port : smtp_port));
    if (!domain.empty()) target.port = smtp_port;
    target.implicit = domain.empty() && (wish_.implicit || target.port == submissions_port);
    target.name = wish_.name.value_or(is_address(target.host) ? "" : target.host);
    if (known_.insert(label_of(target)).second) found_.targets.push_back(std::move(target));
  }

  void add_file(const std::string& path) {
    const Secret bytes = context_.host().read(path);
    std::string_view rest = bytes.reveal();
    for (int line = 1; !rest.empty(); ++line) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view text = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      text = trimmed(text.substr(0, text.find('#')));
      if (text.empty()) continue;
      const std::string subject = path == "-" ? "standard input" : path;
      add(host_in(std::string(text),
                  {.fault = Fault::input, .subject = fmt::format("{}:{}", subject, line)}),
          "");
    }
  }

  void add_domain(const std::string& text) {
    const std::string domain = parse_domain(text, "--mx-of");
    const MailExchangers mx = context_.host().mail_exchangers(domain);
    if (!mx.error.empty())
      complain("mx-unknown", domain,
               fmt::format("the hosts that take its mail are not known: {}", escaped(mx.error)));
    else if (mx.none)
      complain("mx-none", domain, "takes no mail: its MX record is empty (RFC 7505)");
    for (const MailExchangers::One& one : mx.hosts) add({.host = one.host}, domain);
  }

  void complain(const char* id, const std::string& domain, std::string message) {
    found_.findings.push_back({.id = id, .subject = domain, .message = std::move(message)});
  }

  const ProbeWish& wish_;
  Context& context_;
  std::set<std::string> known_{};
  ProbeTargets found_{};
};

}  // namespace

std::string label_of(const ProbeTarget& target) {
  return target.host.find(':') == std::string::npos
             ? fmt::format("{}:{}", target.host, target.port)
             : fmt::format("[{}]:{}", target.host, target.port);
}

ProbeTargets probe_targets(const ProbeWish& wish, Context& context) {
  if (wish.hosts.empty() && !wish.hosts_file && wish.mx_of.empty())
    throw Error(Fault::usage, {.id = "argument-missing",
                               .subject = "HOST",
                               .message = "missing",
                               .hint = "name a host, or give --hosts FILE or --mx-of DOMAIN"});
  return Targets(wish, context).run();
}

}  // namespace postseal
