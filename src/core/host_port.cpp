// SPDX-License-Identifier: MIT
#include "core/host_port.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "core/error.hpp"
#include "core/names.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::array file_endings{".pem", ".crt", ".cer", ".der", ".key", ".csr", ".req", ".p12",
                                  ".pfx", ".p7b", ".p7c", ".txt", ".bak", ".old", ".new"};

bool looks_like_file(std::string_view text) {
  const std::string name = lower(text);
  return name.find('.') == std::string::npos ||
         std::any_of(file_endings.begin(), file_endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

std::optional<std::string> host_of(std::string_view text) {
  try {
    const HostName name = parse_host_name(text, "SOURCE");
    return name.is_wildcard() ? std::nullopt : std::optional(name.text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

// services(5) names that Postfix has in known_tcp_ports, and older names of the same ports.
std::optional<int> smtp_port_of(std::string_view text) {
  struct Known {
    std::string_view name{};
    int port = 0;
  };
  static constexpr std::array known{
      Known{"smtp", 25},   Known{"submission", 587}, Known{"submissions", 465}, Known{"smtps", 465},
      Known{"ssmtp", 465}, Known{"urd", 465},        Known{"lmtp", 24}};
  for (const Known& entry : known)
    if (entry.name == text) return entry.port;
  int port = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool good = error == std::errc() && stop == text.data() + text.size();
  if (!good || port < 1 || port > 65535) return std::nullopt;
  return port;
}

std::optional<HostPort> parse_host_port(std::string_view text) {
  HostPort parsed;
  std::string_view host = text;
  const bool bracketed = text.starts_with('[');
  const std::size_t end = bracketed ? text.find(']') : text.rfind(':');
  if (bracketed) {
    if (end == std::string_view::npos) return std::nullopt;
    host = text.substr(1, end - 1);
    const std::string_view rest = text.substr(end + 1);
    if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
    if (!rest.empty() && !(parsed.port = smtp_port_of(rest.substr(1)))) return std::nullopt;
  } else if (end != std::string_view::npos) {
    host = text.substr(0, end);
    if (host.find(':') != std::string_view::npos) return std::nullopt;  // IPv6 takes brackets
    if (!(parsed.port = smtp_port_of(text.substr(end + 1)))) return std::nullopt;
  } else if (looks_like_file(text)) {
    return std::nullopt;
  }
  const auto name = host_of(host);
  if (!name) return std::nullopt;
  parsed.host = *name;
  return parsed;
}

}  // namespace postseal
