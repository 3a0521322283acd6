// SPDX-License-Identifier: MIT
#include "core/host_port.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/master_cf.hpp"
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
