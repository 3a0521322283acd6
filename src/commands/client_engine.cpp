// SPDX-License-Identifier: MIT
#include "commands/client_engine.hpp"

#include <optional>

#include "commands/cipher_choice.hpp"
#include "core/parameters.hpp"
#include "core/protocol_list.hpp"
#include "core/text.hpp"
#include "core/tls_level.hpp"

namespace postseal {
namespace {

constexpr std::string_view peer = "NAME[ADDRESS]:PORT";

// The level where no policy says otherwise; nullopt: the daemon has ended.
std::optional<TlsLevel> read_level(TlsEngine& engine, std::string_view daemon) {
  const std::string name = engine.name("security_level");
  const std::string value = engine.value(name);
  if (value.empty()) {
    if (engine.is_on(fmt::format("{}_enforce_tls", daemon)))
      return engine.is_on(engine.name("enforce_peername")) ? TlsLevel::verify : TlsLevel::encrypt;
    return engine.is_on(fmt::format("{}_use_tls", daemon)) ? TlsLevel::may : TlsLevel::none;
  }
  const auto level = tls_level_of(value);
  if (level) return level;
  engine.log(fmt::format("fatal: Invalid TLS level \"{}\"", value));
  engine.stop(EngineState::dead);
  engine.complain(name, {.id = "level-unknown",
                         .message = fmt::format("is \"{}\", which is no level: the daemon ends as "
                                                "it starts, and no mail leaves",
                                                escaped(value)),
                         .hint = fmt::format("{} = may", name)});
  return std::nullopt;
}

void start_engine(TlsEngine& engine) {
  read_library_values(engine);
  read_log_level(engine);
  read_openssl_config(engine);
  check_digest(engine);
  look_for_tlsmgr(engine);
  read_openssl_options(engine);
  load_cas(engine);
  load_certificates(engine, engine.own("cert_file"));
  choose_groups(engine, 1);
}

void note_maps(TlsEngine& engine) {
  if (engine.own("policy_maps").empty() || engine.own("per_site").empty()) return;
  engine.warn("{} ignored when {} is not empty.", engine.name("per_site"),
              engine.name("policy_maps"));
}

// From 3.4 on the DANE code reads the log level once more.
void read_log_level_again(TlsEngine& engine) {
  if (engine.state() == EngineState::dead || engine.version() < PostfixVersion{3, 4, 0}) return;
  engine.repeat("warning: unknown " + engine.name("loglevel"));
}

void check_insecure_mx_policy(TlsEngine& engine, std::string_view daemon) {
  constexpr std::string_view name = "smtp_tls_dane_insecure_mx_policy";
  if (engine.state() == EngineState::dead || daemon != "smtp" || !known(name, engine.version()))
    return;
  const std::string value = engine.value(name);
  const auto level = tls_level_of(value);
  using enum TlsLevel;
  if (level == may || level == encrypt || level == dane) return;
  engine.log(fmt::format("fatal: invalid {}: \"{}\"", name, value));
  engine.stop(EngineState::dead);
  engine.complain(name, {.id = "value-bad",
                         .message = fmt::format("is \"{}\", and has to be may, encrypt or dane: "
                                                "the daemon ends as it starts, and no mail leaves",
                                                escaped(value)),
                         .hint = fmt::format("leave {} out", name)});
}

void check_protocols(TlsEngine& engine, bool enforce) {
  const std::string name = engine.name(enforce ? "mandatory_protocols" : "protocols");
  const std::string list = engine.value(name);
  if (protocols_of(list, engine.version())) return;
  engine.warn("{}: Invalid TLS protocol list \"{}\": aborting TLS session", peer, list);
  engine.stop(EngineState::failing);
  engine.complain(name, {.id = "protocols-unknown",
                         .message = fmt::format("\"{}\" is no list of protocols for Postfix {}: "
                                                "every handshake is broken off",
                                                escaped(list), text_of(engine.version())),
                         .hint = fmt::format("leave {} out", name)});
}

// A delivery at the level of main.cf.
void deliver(TlsEngine& engine, TlsLevel level) {
  if (!engine.goes_on() || level == TlsLevel::none) return;
  const bool enforce = level >= TlsLevel::encrypt;
  check_protocols(engine, enforce);
  if (!engine.goes_on()) return;
  const char* also = level == TlsLevel::may ? "" : level == TlsLevel::encrypt ? "eNULL" : "aNULL";
  static_cast<void>(
      set_ciphers(engine, {.peer = std::string(peer),
                           .enforce = enforce,
                           .also_excluded = also,
                           .consequence = "every handshake is broken off"}));
}

}  // namespace

void start_smtp(TlsEngine& engine, std::string_view daemon) {
  read_daemon_values(engine, daemon);
  if (!engine.goes_on()) return;
  const auto level = read_level(engine, daemon);
  if (!level) return;
  const bool by_policy = !engine.own("policy_maps").empty() || !engine.own("per_site").empty();
  if (*level == TlsLevel::none && !by_policy) {
    check_insecure_mx_policy(engine, daemon);
    if (engine.goes_on()) engine.stop(EngineState::disabled);
    return;
  }
  start_engine(engine);
  if (engine.state() != EngineState::dead) note_maps(engine);
  read_log_level_again(engine);
  check_insecure_mx_policy(engine, daemon);
  deliver(engine, *level);
}

}  // namespace postseal
