// SPDX-License-Identifier: MIT
#include "commands/client_engine.hpp"

#include <optional>

#include "commands/client_delivery.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"
#include "core/tls_level.hpp"

namespace postseal {
namespace {

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
  deliver(engine, daemon, *level);
}

}  // namespace postseal
