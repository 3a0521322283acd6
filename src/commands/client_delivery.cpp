// SPDX-License-Identifier: MIT
#include "commands/client_delivery.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "commands/cipher_choice.hpp"
#include "core/parameters.hpp"
#include "core/protocol_list.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view peer = "NAME[ADDRESS]:PORT";
constexpr std::string_view broken_off = "every handshake is broken off";
constexpr std::string_view deferred = "mail is deferred";

// No policy comes of the settings (policy_create()).
void refuse_policy(TlsEngine& engine, std::string_view name, TlsEngine::Complaint complaint) {
  engine.warn("TLS policy lookup for NEXTHOP/HOST: client TLS configuration problem");
  engine.stop(EngineState::failing);
  complaint.message += fmt::format(": {}", deferred);
  engine.complain(name, std::move(complaint));
}

// DANE needs DNSSEC: dane becomes may without it, dane-only nothing at all.
TlsLevel check_dane(TlsEngine& engine, std::string_view daemon, TlsLevel level) {
  if (level != TlsLevel::dane && level != TlsLevel::dane_only) return level;
  const std::string support = fmt::format("{}_dns_support_level", daemon);
  const std::string value = engine.is_set(support) ? lower(engine.value(support)) : "";
  if (value == "dnssec") return level;
  const bool only = level == TlsLevel::dane_only;
  engine.warn("NEXTHOP: {} configured with dnssec lookups disabled", only ? "dane-only" : "dane");
  TlsEngine::Complaint complaint{
      .id = "dane-without-dnssec",
      .message = fmt::format("is {}, which takes DNSSEC, and {} is not dnssec",
                             only ? "dane-only" : "dane", support),
      .hint = fmt::format("{} = dnssec, with a resolver on this machine that validates", support)};
  if (only) {
    refuse_policy(engine, engine.name("security_level"), std::move(complaint));
  } else {
    complaint.message += ": it is taken for may";
    complaint.severity = Severity::warning;
    complaint.urgency = Urgency::weak;
    engine.complain(engine.name("security_level"), std::move(complaint));
  }
  return TlsLevel::may;
}

bool is_hostname(const std::string& name) {
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t dot = std::min(name.find('.', at), name.size());
    const std::string_view label = std::string_view(name).substr(at, dot - at);
    const bool sound = !label.empty() && label.size() <= 63 && label.front() != '-' &&
                       label.back() != '-' &&
                       label.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
                           std::string_view::npos;
    if (!sound) return false;
    at = dot + 1;
  }
  return name.size() <= 255 && name.find_first_not_of("0123456789.") != std::string::npos;
}

void check_servername(TlsEngine& engine) {
  const std::string name = engine.name("servername");
  if (!known(name, engine.version())) return;
  const std::string value = engine.value(name);
  if (value.empty() || is_hostname(value)) return;
  engine.warn("\"{} = {}\" specifies an invalid hostname", name, value);
  refuse_policy(engine, name,
                {.id = "servername-malformed",
                 .message = fmt::format("is \"{}\", which is no host name", escaped(value)),
                 .hint = fmt::format("leave {} out", name)});
}

void check_fingerprints(TlsEngine& engine) {
  const std::string name = engine.name("fingerprint_cert_match");
  if (!engine.value(name).empty()) return;
  engine.warn(
      "nexthop domain NEXTHOP: configured at fingerprint security level, but with no fingerprints "
      "to match.");
  refuse_policy(engine, engine.name("security_level"),
                {.id = "fingerprints-missing",
                 .message = fmt::format("is fingerprint, and {} is empty", name),
                 .hint = "name fingerprints per destination in a policy table: postseal "
                         "fingerprint --format policy"});
}

bool check_wrappermode(TlsEngine& engine, bool enforce) {
  const std::string name = engine.name("wrappermode");
  const bool wrapped = known(name, engine.version()) && engine.is_on(name);
  if (!wrapped || enforce) return true;
  engine.warn("{} requires \"{} = encrypt\" (or stronger)", name, engine.name("security_level"));
  engine.stop(EngineState::failing);
  engine.complain(name,
                  {.id = "wrappermode-needs-encrypt",
                   .message = fmt::format("is yes, and the level is not encrypt: {}", deferred),
                   .hint = fmt::format("{} = encrypt", engine.name("security_level"))});
  return false;
}

void check_protocols(TlsEngine& engine, bool enforce) {
  const std::string name = engine.name(enforce ? "mandatory_protocols" : "protocols");
  const std::string list = engine.value(name);
  if (protocols_of(list, engine.version())) return;
  engine.warn("{}: Invalid TLS protocol list \"{}\": aborting TLS session", peer, list);
  engine.stop(EngineState::failing);
  engine.complain(name,
                  {.id = "protocols-unknown",
                   .message = fmt::format("\"{}\" is no list of protocols for Postfix {}: {}",
                                          escaped(list), text_of(engine.version()), broken_off),
                   .hint = fmt::format("leave {} out", name)});
}

}  // namespace

void deliver(TlsEngine& engine, std::string_view daemon, TlsLevel level) {
  const EngineState before = engine.state();
  const bool starts = before == EngineState::on || before == EngineState::off;
  if (!starts || level == TlsLevel::none) return;
  level = check_dane(engine, daemon, level);
  if (engine.state() != EngineState::failing) check_servername(engine);
  if (engine.state() != EngineState::failing && level == TlsLevel::fingerprint)
    check_fingerprints(engine);
  const bool enforce = level >= TlsLevel::encrypt;
  if (engine.state() == EngineState::failing || !check_wrappermode(engine, enforce)) return;
  if (!engine.goes_on()) return;
  check_protocols(engine, enforce);
  if (!engine.goes_on()) return;
  const char* also = level == TlsLevel::may ? "" : level == TlsLevel::encrypt ? "eNULL" : "aNULL";
  static_cast<void>(set_ciphers(engine, {.peer = std::string(peer),
                                         .enforce = enforce,
                                         .also_excluded = also,
                                         .consequence = std::string(broken_off)}));
}

}  // namespace postseal
