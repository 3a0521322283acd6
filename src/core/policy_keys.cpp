// SPDX-License-Identifier: MIT
#include "core/policy_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/policy_values.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view spell_it = "spell the key as the transport table or relayhost does";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A port: a number, or the name of a service.
bool is_port(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  });
}

bool is_usual_port(std::string_view text) {
  constexpr std::array<std::string_view, 7> names{"smtp",  "submission", "submissions", "smtps",
                                                  "ssmtp", "urd",        "lmtp"};
  return text.find_first_not_of("0123456789") == std::string_view::npos ||
         std::find(names.begin(), names.end(), lower(text)) != names.end();
}

// "[host]" and "[host]:port".
KeyProblem problem_of_bracketed(std::string_view key) {
  const std::size_t close = key.find(']');
  if (close == std::string_view::npos || close == 1)
    return {"has no name or address between brackets", std::string(spell_it)};
  const std::string_view rest = key.substr(close + 1);
  if (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)))) return {};
  return {"has something other than a port after the bracket",
          fmt::format("{}:PORT, or without a port", key.substr(0, close + 1))};
}

// ".example.com" is what is looked for when a.example.com is not found.
KeyProblem problem_of_parent(std::string_view key) {
  if (is_postfix_hostname(fmt::format("a{}", key))) return {};
  return {"begins with a dot and is no domain: parents are looked for without brackets and port",
          "keys that begin with a dot are for recipient domains only"};
}

// The transport's name is no part of the next hop; neither are "inet:" and "unix:".
KeyProblem problem_of_prefix(std::string_view key) {
  constexpr std::array<std::string_view, 6> prefixes{
      "smtp:", "lmtp:", "relay:", "inet:", "smtps:", "unix:"};
  const std::string folded = lower(key);
  for (const std::string_view prefix : prefixes) {
    if (!folded.starts_with(prefix)) continue;
    const std::string_view rest = key.substr(prefix.size());
    // "smtp:25" may be a host of that name.
    if (is_usual_port(rest)) continue;
    return {fmt::format("begins with \"{}\", which is no part of a next hop", prefix),
            fmt::format("write {}", escaped(rest))};
  }
  return {};
}

KeyProblem problem_of_name(std::string_view key) {
  // An IPv4 address is a next hop where names are looked up without DNS.
  if (key.find_first_not_of("0123456789.:") == std::string_view::npos) return {};
  if (key.find('*') != std::string_view::npos)
    return {"has an asterisk, which stands for nothing here",
            "write .example.com for all names below example.com"};
  const std::size_t colon = key.find(':');
  const std::string_view host = key.substr(0, colon);
  if (host.ends_with('.'))
    return {"ends with a dot", fmt::format("write {}", escaped(key.substr(0, host.size() - 1)))};
  if (!is_postfix_hostname(host)) return {"is no host name", std::string(spell_it)};
  if (colon != std::string_view::npos && !is_port(key.substr(colon + 1)))
    return {"has something other than a port after the colon", std::string(spell_it)};
  return {};
}

}  // namespace

KeyProblem problem_of_key(std::string_view key, const PostfixVersion& version) {
  if (key.find("://") != std::string_view::npos)
    return {"is a URL", "write the domain, or the next hop, alone"};
  if (KeyProblem prefix = problem_of_prefix(key); !prefix.why.empty()) return prefix;
  if (key.find('/') != std::string_view::npos) return {};  // the path of a socket
  if (key.find('@') != std::string_view::npos)
    return {"is a mail address, and keys are next hops",
            fmt::format("write {}", escaped(key.substr(key.rfind('@') + 1)))};
  if (key.starts_with('[')) return problem_of_bracketed(key);
  if (!is_ascii(key) && version >= PostfixVersion{3, 0, 0}) return {};  // SMTPUTF8
  if (key.starts_with('.')) return problem_of_parent(key);
  if (std::count(key.begin(), key.end(), ':') > 1)
    return {"is an address without brackets", fmt::format("write [{}]", escaped(key))};
  return problem_of_name(key);
}

std::string host_in_next_hop(std::string_view next_hop) {
  if (next_hop.starts_with('['))
    return lower(next_hop.substr(1, std::min(next_hop.find(']'), next_hop.size()) - 1));
  return lower(next_hop.substr(0, next_hop.find(':')));
}

}  // namespace postseal
