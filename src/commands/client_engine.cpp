// SPDX-License-Identifier: MIT
#include "commands/client_engine.hpp"

#include <optional>

#include "commands/client_delivery.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"
#include "core/tls_level.hpp"

namespace postseal {
namespace {

// The level NAME sets; nullopt: the daemon has ended.
std::optional<TlsLevel> level_in(TlsEngine& engine, const std::string& name) {
  const std::string value = engine.value(name);
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

// The level where no policy says otherwise.
std::optional<TlsLevel> read_level(TlsEngine& engine, std::string_view daemon) {
  const std::string name = engine.name("security_level");
  if (!engine.value(name).empty()) return level_in(engine, name);
  if (engine.is_on(fmt::format("{}_enforce_tls", daemon)))
    return engine.is_on(engine.name("enforce_peername")) ? TlsLevel::verify : TlsLevel::encrypt;
  return engine.is_on(fmt::format("{}_use_tls", daemon)) ? TlsLevel::may : TlsLevel::none;
}

void start_engine(TlsEngine& engine, const std::string& loglevel) {
  read_library_values(engine);
  read_log_level(engine, loglevel);
  read_openssl_config(engine);
  check_digest(engine);
  look_for_tlsmgr(engine);
  read_openssl_options(engine);
  load_cas(engine);
  load_certificates(engine, engine.own("cert_file"));
  choose_groups(engine, "tls_eecdh_auto_curves", 1);
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
  start_engine(engine, engine.name("loglevel"));
  if (engine.state() != EngineState::dead) note_maps(engine);
  read_log_level_again(engine);
  check_insecure_mx_policy(engine, daemon);
  deliver(engine, daemon, *level);
}

void start_tlsproxy_client(TlsEngine& engine) {
  const auto either = [&](std::string_view now, std::string_view once) {
    const std::string name = engine.name(now);
    return known(name, engine.version()) ? name : engine.name(once);
  };
  const std::string name = either("security_level", "level");
  TlsLevel level = engine.is_on("tlsproxy_client_use_tls") ? TlsLevel::may : TlsLevel::none;
  if (engine.is_on("tlsproxy_client_enforce_tls")) level = TlsLevel::encrypt;
  if (!engine.value(name).empty()) {
    const auto set = level_in(engine, name);
    if (!set) return;
    level = *set;
  }
  const bool by_policy =
      !engine.value(either("policy_maps", "policy")).empty() || !engine.own("per_site").empty();
  if (level == TlsLevel::none && !by_policy) return engine.stop(EngineState::disabled);
  start_engine(engine, engine.value("tlsproxy_client_loglevel_parameter"));
  if (engine.state() == EngineState::off) engine.warn("TLS client initialization failed");
}

}  // namespace postseal
